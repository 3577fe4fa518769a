//! Every crate of the workspace is declared alike.

use crate::checkout::{File, files, keep};

/// A `Cargo.toml` of a crate in `crates/`, with the name of its folder.
pub fn manifests() -> Vec<(String, toml::Table)> {
    let is_manifest = |file: &&File| file.path.ends_with("/Cargo.toml");
    let parse = |file: &File| Some((file.room()?.to_owned(), file.text.parse().unwrap()));
    files()
        .iter()
        .filter(is_manifest)
        .filter_map(parse)
        .collect()
}

#[test]
fn crates_take_what_they_share_from_the_workspace() {
    let mut broken = Vec::new();
    for (room, manifest) in manifests() {
        let inherits = |table: &toml::Value, key: &str| {
            let value = table.get(key).and_then(|value| value.get("workspace"));
            value.and_then(toml::Value::as_bool) == Some(true)
        };
        let package = &manifest["package"];
        for key in ["version", "edition", "rust-version", "license", "publish"] {
            if !inherits(package, key) {
                broken.push(format!("crates/{room}: {key}.workspace = true"));
            }
        }
        let lints = manifest
            .get("lints")
            .and_then(|table| table.get("workspace"));
        if lints.and_then(toml::Value::as_bool) != Some(true) {
            broken.push(format!("crates/{room}: [lints] workspace = true"));
        }
        let name = package["name"].as_str().unwrap();
        if name != format!("plaint-{room}") && (name, room.as_str()) != ("plaint", "cli") {
            broken.push(format!("crates/{room}: the package is called {name}"));
        }
        if package.get("description").is_none() {
            broken.push(format!("crates/{room}: no description"));
        }
    }
    keep("declare in Cargo.toml", &broken);
}

#[test]
fn the_workspace_is_licensed_as_it_says_and_published_nowhere() {
    let all = files();
    let text = |path: &str| &all.iter().find(|file| file.path == path).unwrap().text;
    let workspace: toml::Table = text("Cargo.toml").parse().unwrap();
    let package = &workspace["workspace"]["package"];
    assert_eq!(package["license"].as_str(), Some("Apache-2.0 OR MIT"));
    assert_eq!(package["publish"].as_bool(), Some(false));
    assert!(text("LICENSE-APACHE").contains("Version 2.0, January 2004"));
    assert!(text("LICENSE-MIT").contains("The Plaint contributors"));
}
