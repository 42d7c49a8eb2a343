//! What people see: Russian, rendered on the server, readable without scripts.

mod layout;
mod pupil;
mod refusal;
mod start;

pub use layout::STYLE;
pub use pupil::{Lesson, pupil};
pub use refusal::{appeal, refusal};
pub use start::start;
