//! What people see: Russian, rendered on the server, readable without scripts.

mod appeal;
pub mod desk;
mod family;
mod layout;
mod plain;
mod refusal;
mod start;
mod week;

pub use appeal::{AppealForm, appeal, appealed};
pub use family::family;
pub use layout::{SCRIPT, STYLE};
pub use plain::{expired, not_found, not_understood, signed_out, too_many};
pub use refusal::refusal;
pub use start::start;
pub use week::{Reader, week};
