//! The school's desk (рабочее место школы): what staff see of a case and do to the register.
//!
//! Staff may correct data, never bind an account or give consent (T-25). What ESIA sent is asked
//! about and never shown: a right value comes from a paper.

pub mod check;
pub mod examine;
pub mod mask;
pub mod password;
pub mod record_form;
pub mod upload;
