//! How much of what one may do, and for how long an answer is held back.
//!
//! A bound that must hold over all instances is counted in the store; one that only spares this
//! process, by [`Gate`] in memory. Whoever reaches a bound sees one page, whichever it was.

use crate::address::Address;
use clap::Args;
use governor::{DefaultKeyedRateLimiter, Quota};
use std::fmt;
use std::net::{IpAddr, SocketAddr};
use std::num::{NonZeroU32, ParseIntError};
use std::time::Duration;

/// The settings.
#[derive(Args, Clone, Debug)]
pub struct Limits {
    /// Milliseconds that pass at least before a refusal leaves, whatever was looked up (T-16, T-17)
    #[arg(long = "refusal-floor-ms", default_value = "300", value_parser = milliseconds)]
    pub refusal_floor: Duration,
    /// Milliseconds that the body of a form may take to arrive
    #[arg(long = "form-patience-ms", default_value = "10000", value_parser = milliseconds)]
    pub form_patience: Duration,
    /// Milliseconds that a file waits for others to be received before its sender is told to wait
    #[arg(long = "upload-patience-ms", default_value = "20000", value_parser = milliseconds)]
    pub upload_patience: Duration,
    /// How often in a minute one address may go to ESIA or come back from there, at each instance;
    /// 0 is without bound, as is a diary that listens on loopback
    #[arg(long, default_value_t = 600)]
    pub sign_ins_per_minute: u32,
    /// How many appeals one address may send in an hour, at each instance; 0 is without bound
    #[arg(long, default_value_t = 30)]
    pub appeals_of_address: u32,
    /// How many appeals of one account are taken in a day
    #[arg(long, default_value_t = 10)]
    pub appeals_of_account: u32,
    /// How often in an hour one account is refused before it has to wait (T-16)
    #[arg(long, default_value_t = 30)]
    pub refusals_of_account: u32,
    /// How many wrong passwords of one member of staff from one address make both wait a quarter of
    /// an hour (T-03)
    #[arg(long, default_value_t = 10)]
    pub passwords_of_desk: u32,
    /// The same of one address, whosever names it tries
    #[arg(long, default_value_t = 50)]
    pub passwords_of_address: u32,
    /// The same of one member of staff from all addresses; who signed in from an address before goes
    /// on from there
    #[arg(long, default_value_t = 100)]
    pub passwords_of_login: u32,
    /// How many support codes a member of staff may look up in an hour
    #[arg(long, default_value_t = 120)]
    pub codes_of_staff: u32,
    /// How many all of them may
    #[arg(long, default_value_t = 2000)]
    pub codes_of_all: u32,
    /// The address of a proxy whose word counts of whom it speaks for (X-Forwarded-For)
    #[arg(long = "trusted-proxy")]
    pub trusted_proxies: Vec<IpAddr>,
}

fn milliseconds(text: &str) -> Result<Duration, ParseIntError> {
    text.parse().map(Duration::from_millis)
}

impl Default for Limits {
    /// What the command has where nothing is said.
    fn default() -> Self {
        Self {
            refusal_floor: Duration::from_millis(300),
            form_patience: Duration::from_secs(10),
            upload_patience: Duration::from_secs(20),
            sign_ins_per_minute: 600,
            appeals_of_address: 30,
            appeals_of_account: 10,
            refusals_of_account: 30,
            passwords_of_desk: 10,
            passwords_of_address: 50,
            passwords_of_login: 100,
            codes_of_staff: 120,
            codes_of_all: 2000,
            trusted_proxies: Vec::new(),
        }
    }
}

impl Limits {
    /// The same for a diary that listens there: on loopback everybody has one address, unless a
    /// proxy tells them apart.
    #[must_use]
    pub fn at(self, listen: SocketAddr) -> Self {
        if listen.ip().is_loopback() && self.trusted_proxies.is_empty() {
            return Self { sign_ins_per_minute: 0, appeals_of_address: 0, ..self };
        }
        self
    }
}

/// A bound that somebody may reach.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Limit {
    /// Ways to ESIA and back, of one address.
    SignIns,
    /// Appeals of one address.
    AppealsOfAddress,
    /// Appeals of one account.
    AppealsOfAccount,
    /// Refusals of one account.
    RefusalsOfAccount,
    /// Wrong passwords of one member of staff from one address.
    PasswordsOfDesk,
    /// Wrong passwords from one address.
    PasswordsOfAddress,
    /// Wrong passwords of one member of staff.
    PasswordsOfLogin,
    /// Support codes that one member of staff looks up.
    CodesOfStaff,
    /// Support codes that all look up.
    CodesOfAll,
    /// Files that are received at a time.
    Uploads,
}

impl Limit {
    /// Every bound.
    pub const ALL: [Self; 10] = [
        Self::SignIns,
        Self::AppealsOfAddress,
        Self::AppealsOfAccount,
        Self::RefusalsOfAccount,
        Self::PasswordsOfDesk,
        Self::PasswordsOfAddress,
        Self::PasswordsOfLogin,
        Self::CodesOfStaff,
        Self::CodesOfAll,
        Self::Uploads,
    ];

    /// The word of the metric and of the store.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::SignIns => "sign_ins",
            Self::AppealsOfAddress => "appeals_of_address",
            Self::AppealsOfAccount => "appeals_of_account",
            Self::RefusalsOfAccount => "refusals_of_account",
            Self::PasswordsOfDesk => "passwords_of_desk",
            Self::PasswordsOfAddress => "passwords_of_address",
            Self::PasswordsOfLogin => "passwords_of_login",
            Self::CodesOfStaff => "codes_of_staff",
            Self::CodesOfAll => "codes_of_all",
            Self::Uploads => "uploads",
        }
    }

    /// How long what was done counts.
    #[must_use]
    pub const fn window(self) -> Duration {
        match self {
            Self::SignIns | Self::Uploads => Duration::from_mins(1),
            Self::PasswordsOfDesk | Self::PasswordsOfAddress | Self::PasswordsOfLogin => {
                Duration::from_mins(15)
            }
            Self::AppealsOfAddress
            | Self::RefusalsOfAccount
            | Self::CodesOfStaff
            | Self::CodesOfAll => Duration::from_hours(1),
            Self::AppealsOfAccount => Duration::from_hours(24),
        }
    }
}

/// What one process counts by itself, for each address.
pub struct Gate {
    sign_ins: Option<DefaultKeyedRateLimiter<Address>>,
    appeals: Option<DefaultKeyedRateLimiter<Address>>,
}

impl Gate {
    /// A gate at which nobody has been yet.
    #[must_use]
    pub fn new(limits: &Limits) -> Self {
        let of = |number, quota: fn(NonZeroU32) -> Quota| {
            NonZeroU32::new(number).map(|number| DefaultKeyedRateLimiter::keyed(quota(number)))
        };
        Self {
            sign_ins: of(limits.sign_ins_per_minute, Quota::per_minute),
            appeals: of(limits.appeals_of_address, Quota::per_hour),
        }
    }

    /// Whether this address may go to ESIA or come back from there once more.
    #[must_use]
    pub fn lets_sign_in(&self, address: Address) -> bool {
        lets(self.sign_ins.as_ref(), address)
    }

    /// Whether this address may send one more appeal.
    #[must_use]
    pub fn lets_appeal(&self, address: Address) -> bool {
        lets(self.appeals.as_ref(), address)
    }
}

fn lets(limiter: Option<&DefaultKeyedRateLimiter<Address>>, address: Address) -> bool {
    limiter.is_none_or(|limiter| {
        if limiter.len() > ADDRESSES_KEPT {
            limiter.retain_recent();
        }
        limiter.check_key(&address).is_ok()
    })
}

/// From how many addresses on those are forgotten that have their whole allowance again.
const ADDRESSES_KEPT: usize = 100_000;

impl fmt::Debug for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Gate")
    }
}

#[cfg(test)]
mod tests {
    use super::{Gate, Limit, Limits};
    use crate::address::Address;
    use clap::{Args as _, Command, FromArgMatches as _};

    #[test]
    fn the_defaults_of_the_command_are_the_defaults() {
        let command = Limits::augment_args(Command::new("diary"));
        let given = Limits::from_arg_matches(&command.get_matches_from(["diary"])).unwrap();
        assert_eq!(format!("{given:?}"), format!("{:?}", Limits::default()));
    }

    #[test]
    fn each_address_has_an_allowance_of_its_own() {
        let limits = Limits { sign_ins_per_minute: 2, ..Limits::default() };
        let gate = Gate::new(&limits);
        let [one, other] = ["192.0.2.1", "192.0.2.2"].map(|text| Address::of(text.parse().ok()));
        let answers = [one, one, one, other].map(|address| gate.lets_sign_in(address));
        assert_eq!(answers, [true, true, false, true]);
        assert!(gate.lets_appeal(one), "appeals are counted apart");
        let none = Gate::new(&Limits { sign_ins_per_minute: 0, ..limits });
        assert!((0..99).all(|_| none.lets_sign_in(one)), "0 is without bound");
    }

    #[test]
    fn no_two_limits_share_a_word() {
        let mut words = Limit::ALL.map(Limit::as_str).to_vec();
        words.sort_unstable();
        words.dedup();
        assert_eq!(words.len(), Limit::ALL.len());
    }
}
