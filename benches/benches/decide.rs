//! d1: the login decision with its reason.
//!
//! Goal: `decide` costs at most 50 ns and allocates nothing.
//! Method: eight facts, one for each kind of answer, against branches written by hand that know
//! no rows, no rules and no texts; both take turns in one run.

use benches::against;
use chrono::{Datelike as _, NaiveDate};
use criterion::{Criterion, criterion_group, criterion_main};
use esia_core::access::{
    ConsentFact, ConsentState, Epoch, Facts, LinkedParents, Lookup, Policy, RowId, decide,
};
use esia_core::account::{Account, AccountKind, AccountLevel, Contour, Subject, SubjectId};
use esia_core::record::RecordId;
use std::hint::black_box;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn facts(
    kind: AccountKind,
    level: AccountLevel,
    birth_date: NaiveDate,
    found: bool,
    consent: ConsentState,
) -> Facts {
    let subject =
        Subject::new(Contour::Simulated, "http://stand/".into(), SubjectId::new("7".into()));
    Facts {
        account: Some(Account::from_verified(subject, kind, level)),
        birth_date: Some(birth_date),
        emancipated: false,
        lookup: if found { Lookup::Found(RecordId::new("J5".into())) } else { Lookup::NotFound },
        linked_parents: LinkedParents::Unknown,
        consent: ConsentFact { state: consent, epoch: Epoch(0) },
    }
}

/// Eight people: who enters and who does not, under 14, from 14 to 17 and adult.
fn people() -> [(RowId, Facts); 8] {
    use AccountKind::{Child, SelfMade};
    use AccountLevel::{Child as ChildLevel, Confirmed, Simplified};
    use ConsentState::{GrantedByParent, GrantedBySelf, None, Unknown};
    let (child, teen, adult) = (day(2014, 3, 5), day(2010, 3, 5), day(2007, 3, 5));
    [
        (RowId::D14, facts(Child, ChildLevel, child, true, GrantedByParent)),
        (RowId::D11, facts(Child, ChildLevel, child, true, None)),
        (RowId::D07, facts(Child, ChildLevel, child, false, None)),
        (RowId::D03, facts(SelfMade, Confirmed, child, true, GrantedByParent)),
        (RowId::D04, facts(SelfMade, Simplified, teen, true, GrantedByParent)),
        (RowId::D10, facts(SelfMade, Confirmed, teen, true, Unknown)),
        (RowId::D14, facts(SelfMade, Confirmed, adult, true, GrantedBySelf)),
        (RowId::D13, facts(SelfMade, Confirmed, adult, true, GrantedByParent)),
    ]
}

/// The same answers by branches, for the default policy alone: what the hardware allows.
fn by_hand(facts: &Facts, today: NaiveDate) -> RowId {
    let Some(account) = &facts.account else { return RowId::D01 };
    let Some(birth) = facts.birth_date else { return RowId::D02 };
    if birth > today {
        return RowId::D02;
    }
    // An age is reached on the day after the birthday.
    let before = (today.month(), today.day()) <= (birth.month(), birth.day());
    let age = today.year() - birth.year() - i32::from(before);
    if age >= 121 {
        return RowId::D02;
    }
    let adult = age >= 18 || (facts.emancipated && age >= 14);
    match account.kind() {
        AccountKind::SelfMade if age < 14 => return RowId::D03,
        AccountKind::SelfMade if account.level() != AccountLevel::Confirmed => return RowId::D04,
        AccountKind::Child if adult => return RowId::D05,
        AccountKind::Child | AccountKind::SelfMade => {}
    }
    match facts.lookup {
        Lookup::Found(_) => {}
        Lookup::Unavailable => return RowId::D06,
        Lookup::NotFound | Lookup::Ambiguous | Lookup::Conflict => {
            return if adult { RowId::D08 } else { RowId::D07 };
        }
    }
    match (facts.consent.state, adult) {
        (ConsentState::GrantedByParent, false) | (ConsentState::GrantedBySelf, true) => RowId::D14,
        (ConsentState::Unknown, _) => RowId::D10,
        (ConsentState::GrantedByParent, true) | (ConsentState::GrantedBySelf, false) => RowId::D13,
        (_, false) => RowId::D11,
        (_, true) => RowId::D12,
    }
}

fn bench(criterion: &mut Criterion) {
    let today = day(2026, 11, 22);
    let people = people();
    let policy = Policy::default();
    for (row, facts) in &people {
        assert_eq!(decide(facts, &policy, today).row().id, *row, "ours");
        assert_eq!(by_hand(facts, today), *row, "by hand");
    }
    let ours = || {
        for (_, facts) in &people {
            black_box(decide(black_box(facts), black_box(&policy), black_box(today)));
        }
    };
    let hand = || {
        for (_, facts) in &people {
            black_box(by_hand(black_box(facts), black_box(today)));
        }
    };
    against(criterion, "d1 decide", 8, ours, hand);
}

criterion_group!(group, bench);
criterion_main!(group);
