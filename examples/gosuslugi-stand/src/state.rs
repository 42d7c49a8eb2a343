//! What the stand remembers, all of it in memory.

use crate::client::Client;
use crate::clock::Clock;
use crate::config::Config;
use crate::consents::Consents;
use crate::faults::Faults;
use crate::keys::TokenKeys;
use crate::oidc;
use crate::permissions::{ConsentType, Standing};
use crate::portal::{Consequence, Portal};
use crate::random::Random;
use crate::resident::Resident;
use crate::rest::PersonShape;
use crate::session::Session;
use chrono::{DateTime, TimeDelta, Utc};
use esia_core::protocol::key_set::TokenAlgorithm;
use families::people::{Person, newcomers, people};
use families::profile::{self, Profile};
use std::collections::{BTreeMap, HashMap};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What all handlers share.
pub(crate) struct Shared {
    /// `http://127.0.0.1:PORT`.
    pub(crate) base_url: String,
    /// `iss` of the tokens.
    pub(crate) issuer: String,
    /// Names this run of the stand: its memory dies with it.
    pub(crate) run: String,
    pub(crate) keys: TokenKeys,
    pub(crate) clock: Clock,
    pub(crate) random: Random,
    pub(crate) faults: Faults,
    pub(crate) shape: PersonShape,
    pub(crate) consent_types: Vec<ConsentType>,
    residents: Vec<Resident>,
    register: Mutex<Register>,
    /// Taken after the register or alone, and never held while the register is taken.
    portal: Mutex<Portal>,
    /// What the registers knew of everybody when the stand was opened: a birth date does not move
    /// with the clock.
    roster: Vec<Person>,
    /// Where in it somebody stands, by key and by the number that the account began with.
    by_key: HashMap<&'static str, usize>,
    by_oid: HashMap<u64, usize>,
}

impl Shared {
    pub(crate) fn new(base_url: String, run: String, keys: TokenKeys, config: &Config) -> Self {
        let faults = Faults::default();
        config.faults.iter().for_each(|fault| faults.set(*fault));
        let clock = Clock::new(config.clock);
        let residents = config.residents.iter().map(|resident| resident.person);
        let families = people(clock.today()).into_iter().chain(config.people.iter().copied());
        let with_account: Vec<Person> = families.chain(residents).collect();
        let without = newcomers(clock.today());
        let portal = Portal::open(&with_account, &without, clock.portal_now());
        let roster: Vec<Person> = with_account.into_iter().chain(without).collect();
        let consents = Consents::of(&roster);
        Self {
            issuer: config.issuer.clone().unwrap_or_else(|| format!("{base_url}/")),
            base_url,
            run,
            keys,
            clock,
            random: Random::new(config.seed),
            faults,
            shape: config.shape,
            consent_types: config.consent_types.clone(),
            residents: config.residents.clone(),
            register: Mutex::new(Register { consents, ..Register::default() }),
            portal: Mutex::new(portal),
            by_key: (0..).zip(&roster).map(|(place, person)| (person.key, place)).collect(),
            by_oid: (0..).zip(&roster).map(|(place, person)| (person.oid, place)).collect(),
            roster,
        }
    }

    /// The present moment by ESIA's own clock, which a fault may put wrong.
    pub(crate) fn esia_now(&self) -> DateTime<Utc> {
        let now = self.clock.now();
        let skew = TimeDelta::seconds(self.faults.skew_seconds().into());
        now.checked_add_signed(skew).unwrap_or(now)
    }

    /// The algorithm of a client's tokens.
    pub(crate) fn token_algorithm_of(&self, client_id: &str) -> TokenAlgorithm {
        let register = self.register();
        let client = register.clients.get(client_id);
        client.map_or(TokenAlgorithm::Rs256, |client| client.token_algorithm)
    }

    /// The memory, for as long as the guard lives; never across an await.
    pub(crate) fn register(&self) -> MutexGuard<'_, Register> {
        lock(&self.register)
    }

    /// The families, their accounts and links, for as long as the guard lives.
    pub(crate) fn portal(&self) -> MutexGuard<'_, Portal> {
        lock(&self.portal)
    }

    /// What the registers know of everybody, with an account or without.
    pub(crate) fn roster(&self) -> &[Person] {
        &self.roster
    }

    /// The person with this account.
    pub(crate) fn person(&self, oid: u64) -> Option<Person> {
        let at_start = self.by_oid.get(&oid).and_then(|place| self.roster.get(*place));
        let known = at_start.and_then(|person| self.portal().as_now(person));
        // An account that was made anew has another number than it began with.
        known
            .filter(|person| person.oid == oid)
            .or_else(|| self.people().into_iter().find(|person| person.oid == oid))
    }

    /// The person with this key, if there is an account.
    pub(crate) fn person_by_key(&self, key: &str) -> Option<Person> {
        let person = self.roster.get(*self.by_key.get(key)?)?;
        self.portal().as_now(person)
    }

    /// Everybody who has an account.
    pub(crate) fn people(&self) -> Vec<Person> {
        let portal = self.portal();
        self.roster.iter().filter_map(|person| portal.as_now(person)).collect()
    }

    /// The children of a representative, as far as the registry has confirmed the cards.
    pub(crate) fn children_of(&self, parent: &Person) -> Vec<Person> {
        let portal = self.portal();
        let keys: Vec<_> = portal.verified_children(parent.key).collect();
        let children = self.roster.iter().filter(|person| keys.contains(&person.key));
        children.map(|child| portal.as_now(child).unwrap_or(*child)).collect()
    }

    /// Tells the rest of the stand what came of a visit to the portal.
    pub(crate) fn follow(&self, consequences: &[Consequence]) {
        let now = self.clock.now();
        for consequence in consequences {
            match consequence {
                Consequence::Created(key) => {
                    if let Some(person) = self.person_by_key(key) {
                        self.register().open_consents_of(&person);
                    }
                }
                Consequence::Deleted(oid) => self.register().forget(*oid, now),
            }
        }
    }

    /// What the state knows about a person.
    pub(crate) fn profile(&self, person: &Person) -> Profile {
        let own = self.residents.iter().find(|resident| resident.person.key == person.key);
        own.map_or_else(
            || profile::of(person, self.clock.today()),
            |resident| resident.profile.clone(),
        )
    }
}

/// The tables of the memory.
#[derive(Default)]
pub(crate) struct Register {
    pub(crate) clients: BTreeMap<String, Client>,
    pub(crate) pending: BTreeMap<String, Pending>,
    pub(crate) codes: BTreeMap<String, Code>,
    pub(crate) access: BTreeMap<String, Access>,
    pub(crate) refresh: BTreeMap<String, Grant>,
    /// Consents given through `permissions`, by client and person.
    pub(crate) permissions: BTreeMap<(String, u64), Vec<Standing>>,
    pub(crate) sessions: BTreeMap<String, Session>,
    pub(crate) consents: Consents,
    pub(crate) oidc: oidc::Memory,
    /// When it was last looked through for what nobody can use any more.
    swept_at: Option<DateTime<Utc>>,
    seen: BTreeMap<(String, String), DateTime<Utc>>,
}

impl Register {
    /// Notes a client's `state`; false if it was used before.
    pub(crate) fn is_fresh(&mut self, client_id: &str, state: &str, now: DateTime<Utc>) -> bool {
        self.seen.insert((client_id.into(), state.into()), now).is_none()
    }

    /// Each service may ask for consent for somebody new.
    fn open_consents_of(&mut self, person: &Person) {
        for client in self.clients.values() {
            self.consents.open_for(client, person);
        }
    }

    /// Ends what an account that is gone could still do.
    fn forget(&mut self, oid: u64, now: DateTime<Utc>) {
        self.consents.end_account(oid, now);
        self.sessions.retain(|_, session| session.oid != Some(oid));
        self.pending.retain(|_, pending| pending.grant.oid != oid);
        self.codes.retain(|_, code| code.grant.oid != oid);
        self.access.retain(|_, access| access.oid != oid);
        self.refresh.retain(|_, grant| grant.oid != oid);
        self.permissions.retain(|(_, person), _| *person != oid);
        self.oidc.forget(oid);
    }

    /// Forgets what nobody can use any more, so that a long run does not grow.
    pub(crate) fn sweep(&mut self, now: DateTime<Utc>) {
        let is_swept = |at: DateTime<Utc>| (0..SWEEP_SECONDS).contains(&seconds_between(at, now));
        if self.swept_at.is_some_and(is_swept) {
            return;
        }
        self.swept_at = Some(now);
        self.seen.retain(|_, at| now.signed_duration_since(*at).num_hours() < SEEN_HOURS);
        self.pending.retain(|_, pending| pending.expires_at > now);
        // A spent code is kept for a while, so that its second use is seen for what it is.
        self.codes
            .retain(|_, code| now.signed_duration_since(code.expires_at).num_hours() < SEEN_HOURS);
        self.access.retain(|_, access| access.expires_at > now);
    }
}

/// What was asked for, and by whom: from the code request to the tokens.
#[derive(Clone)]
pub(crate) struct Grant {
    pub(crate) client_id: String,
    pub(crate) redirect_uri: String,
    pub(crate) scope: String,
    pub(crate) scope_org: String,
    pub(crate) oid: u64,
    /// `access_type=offline`: a refresh token is given.
    pub(crate) is_offline: bool,
    /// What was asked for by `permissions`.
    pub(crate) permissions: Vec<Standing>,
}

/// A code request that was found good and waits for the person.
#[derive(Clone)]
pub(crate) struct Pending {
    pub(crate) grant: Grant,
    pub(crate) state: String,
    pub(crate) challenge: Option<Challenge>,
    /// The session that signed in on the page; nobody else may go on.
    pub(crate) session: Option<String>,
    pub(crate) expires_at: DateTime<Utc>,
}

/// A PKCE challenge with its method.
#[derive(Clone)]
pub(crate) struct Challenge {
    pub(crate) value: String,
    pub(crate) hash: ChallengeHash,
}

/// The hash behind a PKCE method name.
#[derive(Clone, Copy)]
pub(crate) enum ChallengeHash {
    Sha256,
    Streebog256,
}

/// A code that was given out.
#[derive(Clone)]
pub(crate) struct Code {
    pub(crate) grant: Grant,
    pub(crate) challenge: Option<Challenge>,
    pub(crate) expires_at: DateTime<Utc>,
    pub(crate) is_spent: bool,
    /// The access token made from it: it dies when the code is shown again.
    pub(crate) access_token: Option<String>,
    /// The refresh token made from it; likewise.
    pub(crate) refresh_token: Option<String>,
}

/// An access token that was given out.
#[derive(Clone)]
pub(crate) struct Access {
    pub(crate) client_id: String,
    pub(crate) oid: u64,
    pub(crate) scope: String,
    /// What a consent opens for as long as it stands, beside the scope.
    pub(crate) by_consent: bool,
    pub(crate) expires_at: DateTime<Utc>,
}

impl Access {
    pub(crate) fn has(&self, scope: &str) -> bool {
        self.scope.split(' ').any(|granted| granted == scope)
    }
}

/// A mutex guard, whatever happened to the thread before.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn seconds_between(from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
    to.signed_duration_since(from).num_seconds()
}

/// How often the memory is looked through: a look at each request would cost more than the request.
const SWEEP_SECONDS: i64 = 60;
/// A request older than the window is refused by its time, so this outlives all replays.
const SEEN_HOURS: i64 = 1;
