//! b1 and b2: one person among 10^6 records, and among all pupils of the country.
//!
//! Goal: p50 at least twice as fast as hashbrown and p99 no worse, 60 times as fast as SQLite, at
//! most 24 bytes a record; in the country at most 1.3 times one random read of a table as large.
//! Method: each lookup is timed by itself and the cost of the clock is taken off, for all alike;
//! ours and its peers take turns in one run. Every peer is asked by SNILS, ours checks names and
//! date and looks for duplicates too; «with certificate» is what ESIA sends.
//!
//! `cargo bench --bench lookup` measures 10^6 records, `cargo bench --bench lookup -- country`
//! 17.7 × 10^6 without SQLite and the map of texts, so that it takes less than 6 GB. Without
//! `--bench`, as `cargo test` runs it, a few.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    reason = "numbers of records and of bytes, far below 2^32 and 2^52"
)]

#[path = "lookup/hand.rs"]
mod hand;
#[path = "lookup/people.rs"]
mod people;

use criterion::measurement::{Measurement as _, WallTime};
use esia_matching::compact::{Answer, CompactIndex, Row};
use esia_matching::digest::{Digest, DigestKey, Scratch};
use esia_matching::policy::MatchPolicy;
use hand::HandTable;
use people::{Person, spread};
use std::cell::RefCell;
use std::collections::HashMap;
use std::hint::black_box;

/// How many records, how many lookups, and whether the peers take part that need much memory.
struct Size {
    name: &'static str,
    records: u64,
    lookups: u64,
    has_big_peers: bool,
}

/// One person as each table is asked for them.
struct Question {
    number: u64,
    snils: u64,
    snils_text: String,
    fingerprint: u64,
    digest: Digest,
    with_certificate: Digest,
    name: String,
    date: String,
}

/// A table with its answer to a question, and what it takes.
struct Contender<'a> {
    name: &'static str,
    bytes: usize,
    find: Box<dyn Fn(&Question) -> u64 + 'a>,
    times: Vec<f64>,
}

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let has = |word: &str| arguments.iter().any(|argument| argument == word);
    let size = match (has("--bench"), has("country")) {
        (false, _) => Size { name: "trial", records: 3000, lookups: 300, has_big_peers: true },
        (true, false) => {
            Size { name: "b1", records: 1_000_000, lookups: 200_000, has_big_peers: true }
        }
        (true, true) => {
            Size { name: "b2", records: 17_700_000, lookups: 200_000, has_big_peers: false }
        }
    };
    run(&size);
}

fn run(size: &Size) {
    let key = DigestKey::new(&[0x5A; 16]);
    let (mut person, mut scratch) = (Person::default(), Scratch::default());
    let started = WallTime.start();
    let mut rows = Vec::with_capacity(size.records as usize);
    for number in 0..size.records {
        person.become_number(number);
        rows.push(Row::new(number as u32, person.record(&key, &mut scratch)));
    }
    let made = WallTime.end(started);
    let started = WallTime.start();
    let index = CompactIndex::from_rows(MatchPolicy::default(), rows);
    let built = WallTime.end(started);
    println!(
        "{}: {} records; digests made in {made:?}, index built in {built:?}",
        size.name, size.records
    );

    let mut numbers = hashbrown::HashMap::with_capacity(size.records as usize);
    let mut texts: HashMap<String, (u64, u64)> = HashMap::new();
    let mut table = HandTable::new((size.records * 95 / 100) as usize);
    for number in 0..size.records {
        person.become_number(number);
        if person.has_snils() {
            numbers.insert(person.snils_number(), number);
            if size.has_big_peers {
                texts.insert(person.snils.clone(), (number, person.fingerprint()));
            }
            table.insert(person.snils_number(), person.fingerprint(), number as u32);
        }
    }
    let random: Vec<u64> = (0..index.bytes() as u64 / 8).map(spread).collect();
    let questions = questions(size, &key);
    let connection = rusqlite::Connection::open_in_memory().unwrap();
    let sqlite = size.has_big_peers.then(|| Sqlite::new(&connection, size.records));

    let capacity =
        |slots: usize, entry: usize| (slots * 8).div_ceil(7).next_power_of_two() * (entry + 1);
    let found = |answer: Answer| match answer {
        Answer::Found { place, .. } => u64::from(place),
        Answer::NotFound | Answer::Ambiguous | Answer::Conflict => u64::MAX,
    };
    let mut contenders = vec![
        Contender::new("ours", index.bytes(), |question| found(index.find(&question.digest))),
        Contender::new("ours, with certificate", index.bytes(), |question| {
            found(index.find(&question.with_certificate))
        }),
        Contender::new("one random read", random.len() * 8, |question| {
            let at = u128::from(spread(question.snils)) * random.len() as u128;
            black_box(random[(at >> 64) as usize]);
            question.number
        }),
        Contender::new("hand table", table.bytes(), |question| {
            u64::from(table.find(question.snils, question.fingerprint))
        }),
        Contender::new(
            "hashbrown, no name check",
            capacity(numbers.capacity() * 7 / 8, 16),
            |question| numbers.get(&question.snils).copied().unwrap_or(u64::MAX),
        ),
    ];
    if size.has_big_peers {
        let bytes = capacity(texts.capacity() * 7 / 8, 40) + texts.len() * 32;
        contenders.push(Contender::new("HashMap<String, _>", bytes, |question| {
            match texts.get(&question.snils_text) {
                Some((number, fingerprint)) if *fingerprint == question.fingerprint => *number,
                Some(_) | None => u64::MAX,
            }
        }));
    }
    if let Some(sqlite) = &sqlite {
        contenders.push(Contender::new("SQLite in memory", sqlite.bytes, |question| {
            sqlite.find(question)
        }));
    }
    for round in questions.chunks(questions.len() / 5) {
        for contender in &mut contenders {
            contender.ask(round);
        }
    }
    report(size, &mut contenders);
    batches(&index, &questions);
}

impl<'a> Contender<'a> {
    fn new(name: &'static str, bytes: usize, find: impl Fn(&Question) -> u64 + 'a) -> Self {
        Self { name, bytes, find: Box::new(find), times: Vec::new() }
    }

    fn ask(&mut self, questions: &[Question]) {
        for question in questions {
            black_box(question.digest);
            let (number, snils) = black_box((question.number, question.snils));
            black_box((snils, question.fingerprint, question.with_certificate));
            black_box(question.snils_text.as_bytes()[0]);
            let started = WallTime.start();
            let answer = (self.find)(black_box(question));
            let time = WallTime.end(started);
            assert_eq!(answer, number, "{}", self.name);
            self.times.push(time.as_secs_f64() * 1e9);
        }
    }
}

/// People with a SNILS, in no order.
fn questions(size: &Size, key: &DigestKey) -> Vec<Question> {
    let (mut person, mut scratch) = (Person::default(), Scratch::default());
    let drawn = (0..).map(|at| spread(at ^ 0x77) % size.records);
    drawn
        .filter_map(|number| {
            person.become_number(number);
            person.has_snils().then(|| Question {
                number,
                snils: person.snils_number(),
                snils_text: person.snils.clone(),
                fingerprint: person.fingerprint(),
                digest: person.asking(false, key, &mut scratch),
                with_certificate: person.asking(true, key, &mut scratch),
                name: format!("{}|{}|{}", person.last, person.first(), person.middle()),
                date: person.date.clone(),
            })
        })
        .take(size.lookups as usize)
        .collect()
}

/// The table of a data base, in memory, with one prepared statement.
struct Sqlite<'a> {
    question: RefCell<rusqlite::Statement<'a>>,
    bytes: usize,
}

impl<'a> Sqlite<'a> {
    fn new(connection: &'a rusqlite::Connection, records: u64) -> Self {
        connection
            .execute_batch(
                "CREATE TABLE pupil (snils INTEGER PRIMARY KEY, name TEXT, date TEXT, record INTEGER);
                 BEGIN",
            )
            .unwrap();
        {
            let mut insert =
                connection.prepare("INSERT INTO pupil VALUES (?1, ?2, ?3, ?4)").unwrap();
            let mut person = Person::default();
            for number in 0..records {
                person.become_number(number);
                if person.has_snils() {
                    let name = format!("{}|{}|{}", person.last, person.first(), person.middle());
                    let (snils, number) = (person.snils_number() as i64, number as i64);
                    insert.execute((snils, name, &person.date, number)).unwrap();
                }
            }
        }
        connection.execute_batch("COMMIT").unwrap();
        let of = |pragma| -> i64 { connection.query_row(pragma, (), |row| row.get(0)).unwrap() };
        let bytes = (of("PRAGMA page_count") * of("PRAGMA page_size")) as usize;
        let question = "SELECT record FROM pupil WHERE snils = ?1 AND name = ?2 AND date = ?3";
        Self { question: RefCell::new(connection.prepare(question).unwrap()), bytes }
    }

    fn find(&self, question: &Question) -> u64 {
        let values = (question.snils as i64, &question.name, &question.date);
        let mut asked = self.question.borrow_mut();
        asked.query_row(values, |row| row.get::<_, i64>(0)).unwrap() as u64
    }
}

/// Half of the lookups take less than the first, all but one in a hundred less than the second.
fn percentiles(times: &mut [f64], clock: f64) -> [f64; 2] {
    times.sort_by(f64::total_cmp);
    [50, 99].map(|percent| (times[times.len() * percent / 100] - clock).max(0.1))
}

fn report(size: &Size, contenders: &mut [Contender<'_>]) {
    let mut empty: Vec<f64> = (0..10_000)
        .map(|_| {
            let started = WallTime.start();
            WallTime.end(started).as_secs_f64() * 1e9
        })
        .collect();
    let [clock, _] = percentiles(&mut empty, 0.0);
    println!("the clock itself: {clock:.0} ns, taken off below");
    let [ours, ours_late] = percentiles(&mut contenders[0].times, clock);
    for contender in contenders {
        let [half, late] = percentiles(&mut contender.times, clock);
        println!(
            "{:<26} p50 {half:7.0} ns  p99 {late:7.0} ns  {:6.1} B a record  ratio to ours {:.2} / {:.2}",
            contender.name,
            contender.bytes as f64 / size.records as f64,
            half / ours,
            late / ours_late,
        );
    }
}

/// How long one person takes in a batch, and one after another.
fn batches(index: &CompactIndex, questions: &[Question]) {
    let people: Vec<Digest> = questions.iter().map(|question| question.with_certificate).collect();
    let count = people.len() as f64;
    for _ in 0..3 {
        let started = WallTime.start();
        for person in &people {
            black_box(index.find(person));
        }
        let single = WallTime.end(started).as_secs_f64() * 1e9 / count;
        let started = WallTime.start();
        index.find_batch(&people, |answer| {
            black_box(answer);
        });
        let batch = WallTime.end(started).as_secs_f64() * 1e9 / count;
        println!("a list: {single:.0} ns a person one by one, {batch:.0} ns in a batch");
    }
}
