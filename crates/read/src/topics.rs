//! The topics that FollowTheMoney 4.11 knows.

/// Every topic, sorted.
const TOPICS: &[&str] = &[
    "asset.frozen",
    "corp.disqual",
    "corp.offshore",
    "corp.public",
    "corp.shell",
    "crime",
    "crime.boss",
    "crime.cyber",
    "crime.env",
    "crime.fin",
    "crime.fraud",
    "crime.terror",
    "crime.theft",
    "crime.traffick",
    "crime.traffick.drug",
    "crime.traffick.human",
    "crime.war",
    "debarment",
    "export.control",
    "export.control.linked",
    "export.risk",
    "fin",
    "fin.adivsor",
    "fin.bank",
    "fin.fund",
    "forced.labor",
    "gov",
    "gov.admin",
    "gov.executive",
    "gov.financial",
    "gov.head",
    "gov.igo",
    "gov.judicial",
    "gov.legislative",
    "gov.muni",
    "gov.national",
    "gov.religion",
    "gov.security",
    "gov.soe",
    "gov.state",
    "invest.ban",
    "invest.risk",
    "mare.detained",
    "mare.shadow",
    "mare.sts",
    "mil",
    "poi",
    "pol.party",
    "pol.union",
    "reg.action",
    "reg.warn",
    "rel",
    "role.acct",
    "role.act",
    "role.civil",
    "role.diplo",
    "role.journo",
    "role.judge",
    "role.lawyer",
    "role.lobby",
    "role.oligarch",
    "role.pep",
    "role.pep.frmr",
    "role.pep.intl",
    "role.pep.natl",
    "role.pol",
    "role.rca",
    "role.spy",
    "sanction",
    "sanction.control",
    "sanction.counter",
    "sanction.linked",
    "wanted",
];

/// Whether FollowTheMoney has the topic.
#[must_use]
pub fn is_known(topic: &str) -> bool {
    TOPICS.binary_search(&topic).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_sorted_and_has_the_models_topics() {
        assert!(TOPICS.is_sorted());
        use plaint_model::ftm::topic::*;
        for topic in [
            SANCTION,
            COUNTER_SANCTION,
            EXPORT_CONTROL,
            EXPORT_RISK,
            FORCED_LABOR,
        ] {
            assert!(is_known(topic), "{topic}");
        }
        for topic in [INVESTMENT_BAN, INVESTMENT_RISK, DEBARMENT, MILITARY] {
            assert!(is_known(topic), "{topic}");
        }
        assert!(!is_known("sanctioned"));
    }
}
