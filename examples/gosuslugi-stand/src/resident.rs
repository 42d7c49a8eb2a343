//! People of the settings, beside the invented families.

use families::people::Person;
use families::profile::Profile;

/// A person of the settings, with what the state knows about the person.
#[derive(Clone, Debug)]
pub(crate) struct Resident {
    pub(crate) person: Person,
    pub(crate) profile: Profile,
}
