//! Headings in many languages, and columns without any.

use super::*;
use crate::table::{Options, read};

/// The roles of a table: column index and what it is, as text.
fn roles(text: &str) -> Vec<String> {
    let table = read("a.csv", text.as_bytes(), &Options::default());
    assert!(!table.is_fatal(), "{:?}", table.faults);
    let guess = guess(&table);
    assert_eq!(guess, super::guess(&table));
    let roles = guess.roles.iter();
    roles
        .map(|(index, role)| format!("{} {role}", index + 1))
        .collect()
}

fn role_of(heading: &str) -> Option<Role> {
    headings::read(heading).role
}

#[test]
fn every_role_has_words_and_a_property_that_exists() {
    for (role, word, property, _) in ROLES {
        assert_eq!(Role::of_word(word), Some(role));
        let first = word.replace('_', " ");
        let is_known = role_of(&first) == Some(role);
        assert!(
            is_known,
            "{word} is not a heading of itself: {:?}",
            role_of(&first)
        );
        if let Some(property) = property {
            assert!(
                plaint_model::Property::find(property).is_some(),
                "{property}"
            );
        }
    }
}

const HEADINGS: [(Role, &str); 19] = [
    (
        Role::Name,
        "Name|NAME|Supplier|Supplier Name|Name of supplier|Company Legal Name|vendor_name|\
             CompanyName|Full name (English)|供应商|供应商名称|公司名称|企业名称（中文）|姓名|单位全称|客户名|\
             Наименование|Наименование организации|ФИО|Поставщик|Razón social|Nombre completo|\
             Nombre del proveedor|Raison sociale|Nom du fournisseur|Firmenname|Lieferant|\
             Name des Lieferanten|اسم الشركة|الاسم|اسم المورد|회사명|会社名",
    ),
    (
        Role::OtherName,
        "Alias|a.k.a.|Also known as|Trade name|Former name(s)|Alternative Names|DBA|曾用名|简称|其他名称|商号|\
             Псевдоним|Прежнее название|Nombre comercial|Autres noms|Handelsname|الاسم التجاري|\
             previousName|weakAlias",
    ),
    (
        Role::FirstName,
        "First name|Given names|firstName|Vorname|Prénom|名|الاسم الأول",
    ),
    (
        Role::LastName,
        "Last name|Surname|Family Name|Nachname|Apellidos|Фамилия|姓|Nom de famille",
    ),
    (Role::FatherName, "Отчество|Patronymic|Father's name"),
    (
        Role::Schema,
        "Type|Entity type|schema|企业类型|Тип лица|Rechtsform",
    ),
    (
        Role::Country,
        "Country|Supplier country|Country of incorporation|Nationality|国家|国籍|注册国家/地区|\
             所在国家|Страна|Гражданство|País|Nacionalidad|Pays|Nationalité|Land|\
             Staatsangehörigkeit|الدولة|الجنسية|Jurisdiction|country_code|Country Code (ISO)",
    ),
    (
        Role::BirthDate,
        "Date of birth|DOB|D.O.B.|birthDate|出生日期|出生年月|Дата рождения|Fecha de nacimiento|\
             Date de naissance|Geburtsdatum|تاريخ الميلاد|Date of Birth (YYYY-MM-DD)",
    ),
    (
        Role::UscCode,
        "统一社会信用代码|社会信用代码|Unified Social Credit Code|USCC|uscCode|\
             Unified Social Credit Code (统一社会信用代码)|供应商统一社会信用代码",
    ),
    (
        Role::LeiCode,
        "LEI|LEI code|Legal Entity Identifier|leiCode",
    ),
    (Role::ImoNumber, "IMO|IMO No.|imoNumber|Vessel IMO"),
    (
        Role::PassportNumber,
        "Passport|Passport No.|护照号码|Номер паспорта|Número de pasaporte|\
             Numéro de passeport|Reisepass-Nr.|رقم جواز السفر",
    ),
    (Role::InnCode, "ИНН|INN|ИНН поставщика"),
    (Role::OgrnCode, "ОГРН|ОГРНИП"),
    (Role::VatCode, "VAT|VAT No.|USt-IdNr.|Partita IVA"),
    (
        Role::TaxNumber,
        "Tax ID|TIN|税号|纳税人识别号|NIF|Steuernummer|Налоговый номер|الرقم الضريبي",
    ),
    (
        Role::RegistrationNumber,
        "Registration number|Company Reg. No.|Business license number|注册号|营业执照号|\
             Регистрационный номер|Número de registro|Handelsregisternummer|SIREN|السجل التجاري",
    ),
    (
        Role::IdNumber,
        "ID number|National ID|身份证号|身份证号码|DNI|Personalausweis|رقم الهوية",
    ),
    (
        Role::Address,
        "Address|Registered address|Street|地址|注册地址|住所|Юридический адрес|Dirección|\
             Domicilio|Adresse|Siège social|Anschrift|العنوان|Address of the supplier",
    ),
];

#[test]
fn headings_in_many_languages() {
    for (role, headings) in HEADINGS {
        for heading in headings.split('|') {
            assert_eq!(role_of(heading), Some(role), "{heading}");
            assert_ne!(
                certainty(heading),
                Certainty::None,
                "{heading}: a word is not known"
            );
        }
    }
}

#[test]
fn headings_of_other_things_get_no_role() {
    for heading in "Contact person|Legal representative|法定代表人|联系人|Product name|Bank name|\
                    Place of birth|出生地|Supplier ID|供应商编号|Email address|Директор|Город|\
                    Contact country|Representante legal|Ort|Last update|last_verified|\
                    Name type|Vessel type|Entity number|备注|رقم|Bank country"
        .split('|')
    {
        assert_eq!(role_of(heading), None, "{heading}");
    }
}

#[test]
fn parties_are_not_headings() {
    for party in
        "Made-Up Cotton Mill Co., Ltd.|Country Garden Toys|虚构棉纺织有限公司|Name Brand Shirts|\
                  First Street Mills|Выдуманный хлопок|Ivan Nobody|无名县|某某供应商有限公司|\
                  Supplier No Such GmbH|Empresa Inventada SA"
            .split('|')
    {
        assert_eq!(certainty(party), Certainty::None, "{party}");
    }
    let long = "name ".repeat(1000);
    for text in ["", "12", "English", "-", &long] {
        assert_eq!(certainty(text), Certainty::None, "{text}");
    }
    assert_eq!(certainty("Company"), Certainty::Some);
}

#[test]
fn one_column_of_names_is_the_name() {
    assert_eq!(
        roles("Name,Name (English)\n虚构厂,Mill\n"),
        ["1 name", "2 other name"]
    );
    assert_eq!(
        roles("Name (English),Name\nMill,虚构厂\n"),
        ["1 other name", "2 name"]
    );
    assert_eq!(
        roles("中文名称,英文名称\n虚构厂,Mill\n"),
        ["1 name", "2 other name"]
    );
    assert_eq!(
        roles("Supplier,Country\nMill,zz\n"),
        ["1 name", "2 country"]
    );
    assert_eq!(roles("Alias,Country\nMill,zz\n"), ["1 name", "2 country"]);
    // Other parties in the same row are not other names.
    assert_eq!(
        roles("Supplier name,Factory name\nMill,Plant\n"),
        ["1 name"]
    );
    assert_eq!(roles("Company,Name\nMill,Nobody\n"), ["2 name"]);
    assert_eq!(roles("Supplier,Manufacturer\nMill,Plant\n"), ["1 name"]);
    assert_eq!(roles("供应商名称,法定代表人\n虚构厂,无名氏\n"), ["1 name"]);
}

#[test]
fn parts_of_a_name() {
    assert_eq!(
        roles("First,Last,Company\nA,B,Mill\n"),
        ["1 first name", "2 last name"]
    );
    assert_eq!(
        roles("Vorname,Name\nA,B\n"),
        ["1 first name", "2 last name"]
    );
    assert_eq!(
        roles("Nombre,Apellidos\nA,B\n"),
        ["1 first name", "2 last name"]
    );
    assert_eq!(roles("Prénom,Nom\nA,B\n"), ["1 first name", "2 last name"]);
    assert_eq!(
        roles("Фамилия,Имя,Отчество\nА,Б,В\n"),
        ["1 last name", "2 first name", "3 patronymic"]
    );
    assert_eq!(
        roles("姓,名,国籍\n无,名氏,某国\n"),
        ["1 last name", "2 first name", "3 country"]
    );
}

#[test]
fn values_tell_what_headings_do_not() {
    let codes = "x1,Made-Up Mill Co.,91000000MADEUP123K,China\n\
                 x2,No Such Ltd.,92000000MADEUP456X,France\n";
    assert_eq!(
        roles(codes),
        ["2 name", "3 unified social credit code", "4 country"]
    );
    let lei = "MADEUP00MILL00000107;Made-Up Mill Ltd\nMADEUP00MILL00000204;No Such Ltd\n";
    assert_eq!(roles(lei), ["1 legal entity identifier", "2 name"]);
    let beside = "Name,x,Country\nMade-Up Mill Co.,虚构棉纺织有限公司,China\nNo Such Ltd,无名县贸易公司,China\n";
    assert_eq!(roles(beside), ["1 name", "2 other name", "3 country"]);
    let latin = "公司名称,x\n虚构棉纺织有限公司,Made-Up Mill Co.\n无名县贸易公司,No Such Ltd\n";
    assert_eq!(roles(latin), ["1 name", "2 other name"]);
    let products = "公司名称,x\n虚构棉纺织有限公司,Cotton shirts\n无名县贸易公司,Woollen socks\n";
    assert_eq!(roles(products), ["1 name"]);
    let address = "Name,x\nMade-Up Mill Co.,无名县虚构路12号\nNo Such Ltd,无名县虚构路13号\n";
    assert_eq!(roles(address), ["1 name"]);
}

#[test]
fn names_alone() {
    let table = read(
        "a.txt",
        "Made-Up Mill\n虚构厂\n".as_bytes(),
        &Options::default(),
    );
    let guess = guess(&table);
    assert_eq!(guess.roles, [(0, Role::Name)]);
    assert_eq!(
        guess.explanation,
        ["column 1 \"column 1\": name (the only column)"]
    );
    assert_eq!(guess.of(Role::Name).collect::<Vec<_>>(), [0]);
}

#[test]
fn the_guess_explains_itself() {
    let text = "供应商名称,Contact person,国家\n虚构厂,Nobody,某国\n";
    let table = read("a.csv", text.as_bytes(), &Options::default());
    assert_eq!(
        guess(&table).explanation,
        [
            "column 1 \"供应商名称\": name (by its heading)",
            "column 2 \"Contact person\": not used (its heading names another party or thing)",
            "column 3 \"国家\": country (by its heading)",
        ]
    );
}
