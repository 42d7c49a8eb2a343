//! The tools of npm that pages are checked with: pinned, and installed under the build folder.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// The exact versions.
const PACKAGES: [&str; 2] = ["axe-core@4.14.1", "html-validate@9.7.1"];

/// The folder with the tools in it.
fn tools() -> PathBuf {
    static INSTALLED: OnceLock<PathBuf> = OnceLock::new();
    INSTALLED
        .get_or_init(|| {
            let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("npm-of-the-diary");
            std::fs::create_dir_all(&folder).unwrap();
            let installed = folder.join("installed");
            let wanted = PACKAGES.join("\n");
            if std::fs::read_to_string(&installed).is_ok_and(|text| text == wanted) {
                return folder;
            }
            let done = Command::new("npm")
                .args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts"])
                .args(["--loglevel=error", "--prefix"])
                .arg(&folder)
                .args(PACKAGES)
                .output()
                .expect("npm starts; install the packages nodejs and npm");
            let errors = String::from_utf8_lossy(&done.stderr);
            assert!(done.status.success(), "npm could not install {PACKAGES:?}: {errors}");
            std::fs::write(installed, wanted).unwrap();
            folder
        })
        .clone()
}

/// The accessibility checker, as a script.
pub(crate) fn axe() -> String {
    std::fs::read_to_string(tools().join("node_modules/axe-core/axe.min.js")).unwrap()
}

/// Fails if a page of this folder is no valid HTML.
pub(crate) fn validate(folder: &Path) {
    let rules = r#"{"root": true, "extends": ["html-validate:standard"]}"#;
    std::fs::write(folder.join(".htmlvalidate.json"), rules).unwrap();
    let done = Command::new("node")
        .arg(tools().join("node_modules/html-validate/bin/html-validate.mjs"))
        .args(["--formatter", "text"])
        .arg(format!("{}/*.html", folder.display()))
        .current_dir(folder)
        .output()
        .expect("node starts; install the packages nodejs and npm");
    let told = String::from_utf8_lossy(&done.stdout);
    let errors = String::from_utf8_lossy(&done.stderr);
    assert!(done.status.success(), "the pages are not valid HTML:\n{told}{errors}");
}
