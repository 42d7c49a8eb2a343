//! `gallery`: makes one page of the pictures that the browser tests left under `target/gallery`.
//!
//! Each picture `NN-name.png` has a caption beside it, `NN-name.txt`; a folder is a section.

use maud::{DOCTYPE, Markup, html};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// One picture, by its path from the page, and its caption.
struct Picture {
    path: String,
    caption: String,
}

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| "target/gallery".into(), PathBuf::from);
    let mut sections = Vec::new();
    let mut folders: Vec<PathBuf> =
        entries(&folder)?.into_iter().filter(|it| it.is_dir()).collect();
    folders.sort();
    for section in folders {
        let name = file_name(&section);
        sections.push((pictures(&section, &name)?, name));
    }
    fs::write(folder.join("index.html"), page(&sections).into_string())
}

fn entries(folder: &Path) -> io::Result<Vec<PathBuf>> {
    fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect()
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

fn pictures(section: &Path, name: &str) -> io::Result<Vec<Picture>> {
    let mut paths = entries(section)?;
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "png"));
    paths.sort();
    paths
        .into_iter()
        .map(|path| {
            let caption = fs::read_to_string(path.with_extension("txt"))?;
            Ok(Picture { path: format!("{name}/{}", file_name(&path)), caption })
        })
        .collect()
}

fn page(sections: &[(Vec<Picture>, String)]) -> Markup {
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Галерея" }
                style { "figure { display: inline-block; vertical-align: top; margin: 1rem; } img { max-width: 30rem; max-height: 40rem; border: 1px solid #999; } figcaption { max-width: 30rem; }" }
            }
            body {
                h1 { "Галерея" }
                p { "Снимки страниц, которые оставили проверки в браузере. Все люди вымышлены." }
                @for (pictures, name) in sections {
                    h2 { (name) }
                    @for picture in pictures {
                        figure {
                            img src=(picture.path) alt=(picture.caption) loading="lazy";
                            figcaption { (picture.caption) }
                        }
                    }
                }
            }
        }
    }
}
