//! Who signs in: pupils of the journal, each with a parent who has consented.

use super::{Failure, Plan};
use chrono::{Days, NaiveDate};
use diaryctl::crowd::{Pupil, crowd};
use esia_core::account::AccountLevel;
use esia_core::age::{ADULT_YEARS, AgeReached, is_reached};
use families::people::{Certificate, Consent, Gender, Person, Role};

/// Somebody who has an account, and whose diary it must be.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    /// The portal's name for the person.
    pub(crate) key: &'static str,
    /// The first name, as the journal has it.
    pub(crate) first_name: String,
}

/// As many pupils as the plan needs, spread over the journal, and everybody whom the portal has to
/// know for them.
pub(crate) fn choose(plan: &Plan, today: NaiveDate) -> Result<(Vec<Known>, Vec<Person>), Failure> {
    let needed = plan.pupils_in_all();
    let step = plan.journal.checked_div(u64::try_from(needed)?.saturating_mul(2)).unwrap_or(0);
    let every = usize::try_from(step.max(1))?;
    let found = crowd(plan.seed, plan.journal).filter(|pupil| pupil.is_found);
    let chosen: Vec<Pupil> = found.step_by(every).take(needed).collect();
    if chosen.len() < needed {
        return Err(
            format!("{needed} pupils have to be found in the journal: it is too small").into()
        );
    }
    let mut citizens = Vec::new();
    let mut known = Vec::new();
    for (pupil, number) in chosen.into_iter().zip(0_u64..) {
        let [_, _, first_name, ..] = pupil.journal.clone();
        let person = citizen(pupil, number, today);
        citizens.extend(person.parents.first().map(|key| parent(key, number, person)));
        citizens.push(person);
        known.push(Known { key: person.key, first_name });
    }
    Ok((known, citizens))
}

/// The pupil, as the state knows the pupil.
fn citizen(pupil: Pupil, number: u64, today: NaiveDate) -> Person {
    let has_reached = |years, day| is_reached(pupil.born, years, AgeReached::DayAfterBirthday, day);
    let is_adult = has_reached(ADULT_YEARS, today);
    // The portal begins with links that are a month old: with a code, only from fourteen on.
    let at_the_link = today.checked_sub_days(Days::new(31)).unwrap_or(today);
    let by = kept(format!("load-parent-{number}"));
    let parents: &'static [&'static str] = if is_adult { &[] } else { Vec::leak(vec![by]) };
    let [last_name, first_name, middle_name] = pupil.name.map(kept);
    let [series, certificate] = pupil.certificate.map(kept);
    Person {
        key: kept(format!("load-pupil-{number}")),
        oid: FIRST_OID.saturating_add(number.saturating_mul(2)),
        last_name,
        first_name,
        middle_name: (!middle_name.is_empty()).then_some(middle_name),
        birth_date: pupil.born,
        gender: if pupil.is_female { Gender::Female } else { Gender::Male },
        snils: kept(pupil.snils.clone()),
        certificate: Some(Certificate {
            series,
            number: certificate,
            issued: pupil.act_date.checked_add_days(Days::new(4)).unwrap_or(pupil.act_date),
            act_number: kept(pupil.act_number.clone()),
            act_date: pupil.act_date,
        }),
        account: if has_reached(OWN_ACCOUNT_YEARS, at_the_link) {
            AccountLevel::Confirmed
        } else {
            AccountLevel::Child
        },
        role: Role::Pupil,
        parents,
        linked: parents,
        consent: if is_adult { Consent::GrantedBySelf } else { Consent::GrantedByParent { by } },
        case: "",
    }
}

/// The one parent of a pupil.
fn parent(key: &'static str, number: u64, pupil: Person) -> Person {
    let years = Days::new(30 * 366);
    Person {
        key,
        oid: FIRST_OID.saturating_add(number.saturating_mul(2)).saturating_add(1),
        first_name: "Анна",
        middle_name: None,
        birth_date: pupil.birth_date.checked_sub_days(years).unwrap_or(pupil.birth_date),
        gender: Gender::Female,
        snils: "",
        certificate: None,
        account: AccountLevel::Confirmed,
        role: Role::Parent,
        parents: &[],
        linked: &[],
        consent: Consent::None,
        ..pupil
    }
}

/// The people of the portal live as long as the program.
fn kept(text: String) -> &'static str {
    String::leak(text)
}

/// Nobody of the families has so high a number.
const FIRST_OID: u64 = 2_000_000_000;

/// From this age on a pupil has an account of one's own, as most do.
const OWN_ACCOUNT_YEARS: u8 = 14;
