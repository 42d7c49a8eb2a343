//! `gallery`: makes one page of the pictures that the browser tests left under `target/gallery`, and
//! fails where one of their list is missing.

#[path = "../../tests/end_to_end/pictures.rs"]
mod pictures;

use maud::{DOCTYPE, Markup, html};
use pictures::{WALKS, Walk};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A phone and a desk.
const WIDTHS: [u32; 2] = [360, 1280];

fn main() -> io::Result<()> {
    let folder = std::env::args_os().nth(1).map_or_else(|| "target/gallery".into(), PathBuf::from);
    let missing = missing(&folder);
    if let Some(first) = missing.first() {
        let message = format!("{} pictures are missing, first {first}", missing.len());
        return Err(io::Error::new(io::ErrorKind::NotFound, message));
    }
    fs::write(folder.join("index.html"), page().into_string())
}

fn missing(folder: &Path) -> Vec<String> {
    let names = WALKS.iter().flat_map(|walk| {
        walk.pictures.iter().flat_map(|(name, ..)| WIDTHS.map(|width| path(walk, name, width)))
    });
    names.filter(|path| !folder.join(path).is_file()).collect()
}

fn path(walk: &Walk, name: &str, width: u32) -> String {
    format!("{}/{name}-{width}.png", walk.name)
}

fn page() -> Markup {
    html! {
        (DOCTYPE)
        html lang="ru" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { "Галерея" }
                style { (STYLE) }
            }
            body {
                h1 { "Галерея" }
                p { "Снимки страниц, которые оставили проверки в браузере: на телефоне и на столе. Все люди вымышлены." }
                @for walk in WALKS {
                    h2 { (walk.title) }
                    @for (name, of, caption) in walk.pictures {
                        figure id={ (walk.name) "-" (name) } {
                            figcaption { b { (of) } " — " (caption) }
                            @for width in WIDTHS {
                                @let path = path(walk, name, width);
                                a href=(path) { img src=(path) alt={ (caption) ", " (width) " px" } loading="lazy"; }
                            }
                        }
                    }
                }
            }
        }
    }
}

const STYLE: &str = "body{font:16px/1.4 sans-serif;margin:1rem}figure{display:inline-block;\
vertical-align:top;margin:1rem}img{max-height:40rem;max-width:30rem;border:1px solid #999;\
margin-right:.5rem}figcaption{max-width:44rem;margin-bottom:.5rem}";
