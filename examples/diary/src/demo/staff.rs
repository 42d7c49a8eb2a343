//! The invented staff of a demonstration, each with a password made for this run.

use super::{DemoError, SCHOOL};
use crate::desk::password;
use crate::random;
use crate::store::{Role, Staff, Store};

/// A member of staff and the password, which is nowhere else.
#[derive(Clone, Debug)]
pub struct DemoStaff {
    /// The name to sign in with.
    pub login: &'static str,
    /// The password.
    pub password: String,
    /// What the person may do.
    pub role: Role,
}

/// Puts the staff in, with fresh passwords.
pub(super) async fn hire(store: &Store) -> Result<Vec<DemoStaff>, DemoError> {
    let mut hired = Vec::new();
    for (login, name, role, school) in [
        ("secretary", "Журналова Валентина Никитична", Role::Secretary, Some(SCHOOL)),
        ("head", "Завучева Людмила Аркадьевна", Role::Head, Some(SCHOOL)),
        ("support", "Разборова Инга Марковна", Role::Support, None),
    ] {
        let password: String = random::name()?.chars().take(12).collect();
        let password_hash = password::hash(&password)?;
        store
            .put_staff(&Staff {
                login: login.to_owned(),
                name: name.to_owned(),
                role,
                school: school.map(str::to_owned),
                password_hash,
            })
            .await?;
        hired.push(DemoStaff { login, password, role });
    }
    Ok(hired)
}
