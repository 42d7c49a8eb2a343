//! The pages of the school's desk.

mod cases;
mod changes;
mod check;
mod records;
mod session;
mod upload;

pub use cases::{case, explanation, queue};
pub use changes::{change, changes, history};
pub use check::check;
pub use records::{RecordPage, record, records};
pub use session::{forbidden, same_person, sign_in, stale, stale_change};
pub use upload::{checked, upload};
