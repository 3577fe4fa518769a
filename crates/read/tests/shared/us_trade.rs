//! The trade, investment and forced-labour lists of the United States.

#[test]
fn dump() {
    let Some(lists) = super::lists() else { return };
    for (id, path) in [("us-bis-el","us_bis/bis_entity_list.json"),("us-bis-meu","us_bis/bis_meu.json"),("us-bis-dpl","us_bis/bis_dpl.json"),("us-cbp-wro","us_other/cbp_wro.json"),("us-dod-1260h","us_other/dow_1260h.json"),("us-ofac-nscmic","us_other/ofac_nscmic.json"),("us-dhs-uflpa","us_uflpa/dhs_uflpa.json"),("us-dhs-uflpa","us_uflpa/source-uflpa-2026-07-09.html"),
    ("us-bis-dpl","us_bis/csl_samples/dpl_moov_2019.txt"),("us-bis-dpl","us_bis/csl_samples/dpl_moov_bench_2021.txt"),("us-bis-dpl","us_bis/csl_samples/govwizely_dpl.txt"),
    ("us-bis-el","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-bis-el","us_bis/csl_samples/consolidated_moov_sample.csv"),("us-bis-dpl","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-bis-uvl","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-state-isn","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-ddtc-aeca","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-ofac-cap","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-ofac-ssi","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-ofac-plc","us_bis/csl_samples/csl_moov_2019-12.csv"),("us-ofac-fse","us_bis/csl_samples/consolidated_moov_sample.csv"),("us-ofac-ssi","us_bis/csl_samples/consolidated_moov_sample.csv"),
    ("us-bis-el","us_bis/csl_samples/govwizely_el.csv"),("us-state-isn","us_bis/csl_samples/govwizely_isn.csv"),("us-bis-uvl","us_bis/csl_samples/govwizely_uvl.csv"),("us-ddtc-aeca","us_bis/csl_samples/govwizely_itar_debarred_parties.csv"),
    ] {
        let r = super::read(id, &[lists.join(path)]);
        println!("##### {id} {path} entries {} designations {} fatal {} published {:?} declared {:?}", r.entries.len(), r.entries.iter().map(|e| e.designations().count()).sum::<usize>(), r.fatal, r.published, r.declared);
        for f in &r.faults { println!("  {:?} {f}", f.severity); }
        for e in r.entries.iter().flat_map(|e| e.entities()) {
            println!("{} {}", e.schema, e.id);
            for (p, v) in e.values() { println!("   {p}: {}{}", v.text, v.original.as_ref().map(|o| format!(" <{o}>")).unwrap_or_default()); }
        }
    }
}
