//! Puts every `lists/*.toml` into the program, so that adding a list of a known format needs no
//! code.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = std::env::var_os("CARGO_MANIFEST_DIR").ok_or("no manifest folder")?;
    let folder = Path::new(&root).join("../../lists");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut paths: Vec<PathBuf> = std::fs::read_dir(&folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .collect();
    paths.retain(|path| {
        path.extension()
            .is_some_and(|extension| extension == "toml")
    });
    paths.sort();
    let mut code = String::from("&[\n");
    for path in paths {
        let name = path
            .file_name()
            .and_then(|name| name.to_str())
            .ok_or("a name that is not text")?;
        println!("cargo::rerun-if-changed={}", path.display());
        writeln!(
            code,
            "    ({name:?}, include_str!({:?})),",
            path.canonicalize()?
        )?;
    }
    code.push_str("]\n");
    let out = std::env::var_os("OUT_DIR").ok_or("no output folder")?;
    std::fs::write(Path::new(&out).join("lists.rs"), code)?;
    Ok(())
}
