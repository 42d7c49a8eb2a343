//! The login decision: may this person open this diary today?
//!
//! [`decide`] is total and pure. It walks the constant [`TABLE`], rows D-01 to D-14 of rules.md
//! §4, and the first row whose conditions all hold answers. Nothing else in the library makes an
//! [`Entry`], and a login opens only from one.
//!
//! ```
//! use chrono::NaiveDate;
//! use esia_core::access::{ConsentFact, ConsentState, Decision, Epoch, Facts, LinkedParents,
//!     Lookup, Policy, decide};
//! use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
//! use esia_core::record::RecordId;
//!
//! let subject = Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("7".into()));
//! let mut facts = Facts {
//!     account: Some(Account::from_verified(subject, AccountKind::Child, AccountLevel::Child)),
//!     birth_date: NaiveDate::from_ymd_opt(2014, 3, 5),
//!     emancipated: false,
//!     lookup: Lookup::Found(RecordId::new("J5".into())),
//!     linked_parents: LinkedParents::Known(1),
//!     consent: ConsentFact { state: ConsentState::Requested, epoch: Epoch(0) },
//! };
//! let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
//!
//! let decision = decide(&facts, &Policy::default(), today);
//! assert_eq!(decision.row().id.as_str(), "D-11");
//! assert!(decision.message().unwrap().text().starts_with("Для входа в дневник нужно согласие"));
//!
//! facts.consent.state = ConsentState::GrantedByParent;
//! assert!(matches!(decide(&facts, &Policy::default(), today), Decision::Allow(_)));
//! ```

mod decision;
mod entry;
mod facts;
mod parents;
mod policy;
mod situation;
mod table;

pub use decision::{Decision, Refusal, decide};
pub use entry::{Changed, Entry, Login};
pub use facts::{ConsentFact, ConsentState, Epoch, Facts, LinkedParents, Lookup};
pub use parents::{
    Authority, ChildDecision, ChildEntry, ChildFacts, ChildVerdict, ChildVisit, Children,
    PARENT_TABLE, Parent, ParentCondition, ParentDecision, ParentRefusal, ParentRow, ParentRowId,
    ParentShown, decide_parent,
};
pub use policy::{Policy, TeenConsent};
pub use situation::Condition;
pub use table::{Reason, Request, Row, RowId, Shown, TABLE, Verdict};
