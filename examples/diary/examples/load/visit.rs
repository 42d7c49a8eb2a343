//! A pupil at the door: from `/login` by way of the portal to the diary.

use super::people::Known;
use super::{Failure, PUBLIC};
use gosuslugi_stand::Stand;
use indicatif::ProgressBar;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use reqwest::{Client, Response, StatusCode, redirect};
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep_until, timeout_at};

/// Where the visits go.
#[derive(Debug)]
pub(crate) struct Ground {
    /// What carries them; connections are kept, as a proxy keeps them.
    pub(crate) http: Client,
    /// The addresses of the instances, which take turns from request to request.
    pub(crate) instances: Vec<String>,
    /// The portal; a robot stands for the person there, its checks are the real ones.
    pub(crate) stand: Arc<Stand>,
}

/// Why a visit did not end in front of the diary.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum Trouble {
    /// `/login` did not lead to the portal.
    Login,
    /// The portal did not accept the request.
    Portal,
    /// The way back did not lead to the diary.
    Callback,
    /// There was no diary, or another's.
    Diary,
    /// It took longer than anybody waits.
    Late,
}

/// How the visits went.
#[derive(Debug)]
pub(crate) struct Visits {
    /// Each with the time from its planned beginning.
    each: Vec<Result<Duration, Trouble>>,
    /// From the first planned beginning to the last end.
    pub(crate) took: Duration,
}

impl Visits {
    /// How long those took that got in, the shortest first.
    pub(crate) fn latencies(&self) -> Vec<Duration> {
        let mut all: Vec<Duration> = self.each.iter().filter_map(|it| it.ok()).collect();
        all.sort_unstable();
        all
    }

    /// What went wrong.
    pub(crate) fn trouble(&self) -> impl Iterator<Item = Trouble> + '_ {
        self.each.iter().filter_map(|it| it.err())
    }
}

/// What a browser is to HTTP, without a redirect of its own.
pub(crate) fn browser() -> Result<Client, Failure> {
    Ok(Client::builder().redirect(redirect::Policy::none()).no_proxy().build()?)
}

/// Everybody signs in, so many a second, whether those before them are done or not.
pub(crate) async fn all(
    ground: &Arc<Ground>,
    pupils: Vec<Known>,
    rate: u32,
    bar: &ProgressBar,
) -> Visits {
    bar.set_message("sign-ins");
    bar.set_length(u64::try_from(pupils.len()).unwrap_or_default());
    bar.set_position(0);
    let period = Duration::from_secs(1).checked_div(rate).unwrap_or_default();
    let begun = Instant::now();
    let mut planned = begun;
    let mut visits = JoinSet::new();
    for (pupil, turn) in pupils.into_iter().zip(0_usize..) {
        sleep_until(planned).await;
        let (ground, bar) = (ground.clone(), bar.clone());
        visits.spawn(async move {
            let late = planned.checked_add(PATIENCE).unwrap_or(planned);
            let done = timeout_at(late, sign_in(&ground, turn, &pupil)).await;
            bar.inc(1);
            done.unwrap_or(Err(Trouble::Late)).map(|()| planned.elapsed())
        });
        planned = planned.checked_add(period).unwrap_or(planned);
    }
    let each = visits.join_all().await;
    Visits { each, took: begun.elapsed() }
}

async fn sign_in(ground: &Ground, turn: usize, pupil: &Known) -> Result<(), Trouble> {
    let mut cookies = Cookies::default();
    let at = |step: usize| {
        let place = turn.saturating_add(step).checked_rem(ground.instances.len());
        place.and_then(|place| ground.instances.get(place)).map_or("", String::as_str)
    };
    let get = async |step, path: &str, cookies: &Cookies| {
        let request = ground.http.get(format!("{}{path}", at(step)));
        request.header(COOKIE, cookies.0.join("; ")).send().await.ok()
    };

    let answer = get(0, "/login", &cookies).await.ok_or(Trouble::Login)?;
    cookies.keep(&answer);
    let request = location(&answer).ok_or(Trouble::Login)?;

    let (stand, key) = (ground.stand.clone(), pupil.key);
    let granted = tokio::task::spawn_blocking(move || stand.callback_for(&request, key));
    let back = granted.await.ok().and_then(Result::ok).ok_or(Trouble::Portal)?;
    let back = back.strip_prefix(PUBLIC).ok_or(Trouble::Portal)?;

    let answer = get(1, back, &cookies).await.ok_or(Trouble::Callback)?;
    cookies.keep(&answer);
    let page = location(&answer).filter(|to| to == "/diary").ok_or(Trouble::Callback)?;

    let answer = get(2, &page, &cookies).await.ok_or(Trouble::Diary)?;
    let is_shown = answer.status() == StatusCode::OK;
    let text = answer.text().await.map_err(|_| Trouble::Diary)?;
    let title = format!("Дневник: {},", pupil.first_name);
    if is_shown && text.contains(&title) { Ok(()) } else { Err(Trouble::Diary) }
}

#[derive(Default)]
struct Cookies(Vec<String>);

impl Cookies {
    fn keep(&mut self, answer: &Response) {
        let all = answer.headers().get_all(SET_COOKIE).iter();
        let pairs = all.filter_map(|it| it.to_str().ok()?.split(';').next());
        for (name, pair) in pairs.filter_map(|pair| Some((pair.split_once('=')?.0, pair))) {
            self.0.retain(|kept| !kept.starts_with(name));
            self.0.push(pair.to_owned());
        }
    }
}

fn location(answer: &Response) -> Option<String> {
    answer.headers().get(LOCATION)?.to_str().ok().map(str::to_owned)
}

/// So long a person waits, and an end comes in any case.
const PATIENCE: Duration = Duration::from_secs(30);
