//! Goal: in a pair with one mistake the right record is named first, and the kind of the mistake
//! is right in 99 of 100 pairs at least, for each kind and in the sum.
//!
//! Method: invented pupils are drawn by a small generator; each record is corrupted once, by code
//! that shares nothing with the classifier and works on the texts alone; all records stand in one
//! register, so that each has thousands of others beside it.

#![expect(
    clippy::arithmetic_side_effects,
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "tests: small numbers, and rows of a known length"
)]

use esia_core::record::RecordId;
use esia_matching::diagnose::{Candidate, Diagnoser};
use esia_matching::evidence::{Evidence, Texts, Vouched};
use esia_matching::index::{Entry, Index};
use esia_matching::outcome::Outcome;
use esia_matching::policy::MatchPolicy;
use std::collections::BTreeMap;

/// A pupil as texts.
#[derive(Clone)]
struct Pupil {
    last: String,
    first: String,
    middle: String,
    date: [u32; 3],
    snils: String,
    series: String,
    number: String,
}

impl Pupil {
    fn evidence(&self, written_date: &str, from: fn(&Texts<'_>) -> Evidence) -> Evidence {
        from(
            &Texts::default()
                .names(&self.last, &self.first, &self.middle)
                .birth_date(written_date)
                .snils(&self.snils)
                .certificate_parts(&self.series, &self.number),
        )
    }

    fn written_date(&self) -> String {
        let [day, month, year] = self.date;
        format!("{day:02}.{month:02}.{year}")
    }
}

/// Numbers that look drawn and are the same in every run.
struct Draw(u64);

impl Draw {
    fn below(&mut self, bound: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }

    fn of<'a>(&mut self, values: &[&'a str]) -> &'a str {
        values[self.below(values.len())]
    }

    fn digits(&mut self, count: usize) -> Vec<u32> {
        (0..count).map(|_| u32::try_from(self.below(10)).unwrap()).collect()
    }
}

const STEMS: [&str; 40] = [
    "Ахмат",
    "Белозер",
    "Вершин",
    "Горбат",
    "Дружин",
    "Ермил",
    "Жаворонк",
    "Зимогор",
    "Калин",
    "Ладож",
    "Малахит",
    "Невер",
    "Огород",
    "Пересвет",
    "Ракит",
    "Светлояр",
    "Тихомир",
    "Угличан",
    "Фадей",
    "Хорош",
    "Цветк",
    "Черемис",
    "Шелест",
    "Щеглов",
    "Юрлов",
    "Ягодник",
    "Бережк",
    "Волкодав",
    "Гурьян",
    "Домодед",
    "Заозер",
    "Кудеяр",
    "Лукошк",
    "Мышкин",
    "Подорожн",
    "Рябин",
    "Сухорук",
    "Толмач",
    "Холмогор",
    "Чистополь",
];
const BOYS: [&str; 12] = [
    "Дмитрий",
    "Константин",
    "Тимофей",
    "Григорий",
    "Владимир",
    "Николай",
    "Всеволод",
    "Георгий",
    "Валентин",
    "Станислав",
    "Вячеслав",
    "Михаил",
];
const GIRLS: [&str; 12] = [
    "Екатерина",
    "Маргарита",
    "Вероника",
    "Светлана",
    "Людмила",
    "Валентина",
    "Елизавета",
    "Полина",
    "Кристина",
    "Татьяна",
    "Надежда",
    "Анастасия",
];
const FATHERS: [&str; 12] = [
    "Дмитри",
    "Константин",
    "Тимофе",
    "Григорь",
    "Владимир",
    "Никола",
    "Всеволод",
    "Георги",
    "Валентин",
    "Станислав",
    "Вячеслав",
    "Михайл",
];

fn pupil(draw: &mut Draw) -> Pupil {
    let is_girl = draw.below(2) == 0;
    let middle_stem = draw.of(&FATHERS);
    let is_soft = middle_stem.ends_with(['и', 'е', 'ь', 'а']);
    let ending = match (is_girl, is_soft) {
        (true, true) => "евна",
        (true, false) => "овна",
        (false, true) => "евич",
        (false, false) => "ович",
    };
    let mut snils: Vec<char> =
        draw.digits(9).into_iter().filter_map(|digit| char::from_digit(digit, 10)).collect();
    snils.extend(control(&snils));
    let number: String = draw.digits(6).iter().map(u32::to_string).collect();
    let letters = ["АГ", "МЮ", "ЖД", "ПА", "ТЕ", "ОЛ", "ИК", "БР"];
    Pupil {
        last: format!("{}{}", draw.of(&STEMS), if is_girl { "ова" } else { "ов" }),
        first: draw.of(if is_girl { &GIRLS } else { &BOYS }).into(),
        middle: format!("{middle_stem}{ending}"),
        date: [
            u32::try_from(1 + draw.below(28)).unwrap(),
            u32::try_from(1 + draw.below(12)).unwrap(),
            u32::try_from(2008 + draw.below(10)).unwrap(),
        ],
        snils: snils.into_iter().collect(),
        series: format!("{}-{}", draw.of(&["I", "II", "III", "IV", "V", "VI"]), draw.of(&letters)),
        number,
    }
}

/// The check digits of nine digits.
fn control(body: &[char]) -> Vec<char> {
    let weighted = body.iter().filter_map(|digit| digit.to_digit(10)).zip((1..=9).rev());
    let sum: u32 = weighted.map(|(digit, weight)| digit * weight).sum();
    format!("{:02}", sum % 101 % 100).chars().collect()
}

/// What a corruption did: the texts, the date as written, and the kind that it should be told as.
struct Mistake {
    pupil: Pupil,
    date: String,
    expected: &'static str,
}

/// One of the mistakes, by its number; `None` where it would change nothing or make another mistake.
#[expect(clippy::too_many_lines, reason = "a list of mistakes, each a few lines")]
fn corrupted(which: usize, of: &Pupil, draw: &mut Draw) -> Option<Mistake> {
    let mut pupil = of.clone();
    let mut date = of.written_date();
    let place = draw.below(10);
    let mut digits: Vec<char> = of.snils.chars().collect();
    let mut last: Vec<char> = of.last.chars().collect();
    // Inside the word, so that neither its end nor its beginning is touched.
    let inside = 1 + draw.below(last.len() - 4);
    let expected = match which {
        0 => {
            digits[place] = char::from_digit((digits[place].to_digit(10)? + 3) % 10, 10)?;
            "snils one_digit"
        }
        1 => {
            if digits[place] == digits[place + 1] {
                return None;
            }
            digits.swap(place, place + 1);
            "snils transposition"
        }
        2 => {
            digits.remove(place);
            "snils digit_lost"
        }
        3 => {
            digits.insert(place, digits[place]);
            "snils digit_extra"
        }
        4 => {
            if of.snils.ends_with("00") {
                return None;
            }
            digits.truncate(9);
            digits.extend(['0', '0']);
            "snils checksum"
        }
        5 => {
            digits = "00000000000".chars().collect();
            "snils placeholder"
        }
        6 => {
            let at = digits.iter().position(|digit| matches!(digit, '0' | '3' | '6'))?;
            digits[at] = match digits[at] {
                '0' => 'О',
                '3' => 'З',
                _ => 'Б',
            };
            "snils look_alike"
        }
        7 => {
            digits = format!("8916{:07}", draw.below(10_000_000)).chars().collect();
            let control = control(&digits[..9]);
            if digits.ends_with(&control) {
                // It may be somebody's SNILS (row 23).
                return None;
            }
            "snils wrong_document"
        }
        8 => {
            let mut number: Vec<char> = of.number.chars().collect();
            if number[2] == number[3] {
                return None;
            }
            number.swap(2, 3);
            pupil.number = number.into_iter().collect();
            "certificate transposition"
        }
        9 => {
            pupil.number.remove(draw.below(6));
            "certificate digit_lost"
        }
        10 => {
            let (numeral, letters) = of.series.split_once('-')?;
            let other = if numeral == "IV" { "VI" } else { "IV" };
            pupil.series = format!("{other}-{letters}");
            "certificate numeral"
        }
        11 => {
            let (numeral, letters) = of.series.split_once('-')?;
            let other = if letters == "ЧЩ" { "ЩЧ" } else { "ЧЩ" };
            pupil.series = format!("{numeral}-{other}");
            "certificate letters"
        }
        12 => {
            (pupil.series, pupil.number) = ("45 12".into(), "345678".into());
            "certificate wrong_document"
        }
        13 => {
            last[inside] = if last[inside] == 'ю' { 'ф' } else { 'ю' };
            pupil.last = last.iter().collect();
            "last_name one_letter"
        }
        14 => {
            if last[inside] == last[inside + 1] {
                return None;
            }
            last.swap(inside, inside + 1);
            pupil.last = last.iter().collect();
            "last_name transposed_letters"
        }
        15 => {
            last.remove(inside);
            pupil.last = last.iter().collect();
            "last_name one_letter"
        }
        16 => {
            pupil.last = match of.last.strip_suffix("ова") {
                Some(stem) => format!("{stem}ов"),
                None => format!("{}а", of.last),
            };
            "last_name gender_ending"
        }
        17 => {
            last.truncate(last.len() - 3);
            pupil.last = last.iter().collect();
            "last_name truncated"
        }
        18 => {
            pupil.last = keyed(&of.last);
            "last_name keyboard_layout"
        }
        19 => {
            pupil.last = in_latin(&of.last);
            "last_name transliterated"
        }
        20 => {
            pupil.last = format!("{} ({}Б)", of.last, 1 + draw.below(11));
            "last_name note_in_name"
        }
        21 => {
            (pupil.last, pupil.first) = (of.first.clone(), of.last.clone());
            "last_name swapped_fields first_name swapped_fields"
        }
        22 => {
            let initial = |name: &str| format!("{}.", name.chars().next().unwrap());
            (pupil.first, pupil.middle) = (initial(&of.first), initial(&of.middle));
            "first_name initials middle_name initials"
        }
        23 => {
            pupil.middle = String::new();
            "middle_name missing"
        }
        24 => {
            let [day, month, year] = of.date;
            if day == month || day > 12 {
                return None;
            }
            date = format!("{month:02}.{day:02}.{year}");
            "birth_date day_month_swapped"
        }
        25 => {
            let [day, month, year] = of.date;
            date = format!("{day:02}.{month:02}.{}", year + 1);
            "birth_date other_date"
        }
        26 => {
            pupil.last = format!(
                "{}-Задунайск{}",
                of.last,
                if of.last.ends_with('а') { "ая" } else { "ий" }
            );
            "last_name half_of_double_name"
        }
        27 => {
            pupil.first = short(&of.first)?.into();
            "first_name variant"
        }
        28 => {
            pupil.snils = String::new();
            digits.clear();
            "snils missing"
        }
        _ => return None,
    };
    pupil.snils = digits.into_iter().collect();
    Some(Mistake { pupil, date, expected })
}

const MISTAKES: usize = 29;

/// As typed with the Latin layout switched on.
fn keyed(name: &str) -> String {
    let row = |letter: char| match letter {
        'а' => 'f',
        'б' => ',',
        'в' => 'd',
        'г' => 'u',
        'д' => 'l',
        'е' => 't',
        'ж' => ';',
        'з' => 'p',
        'и' => 'b',
        'й' => 'q',
        'к' => 'r',
        'л' => 'k',
        'м' => 'v',
        'н' => 'y',
        'о' => 'j',
        'п' => 'g',
        'р' => 'h',
        'с' => 'c',
        'т' => 'n',
        'у' => 'e',
        'ф' => 'a',
        'х' => '[',
        'ц' => 'w',
        'ч' => 'x',
        'ш' => 'i',
        'щ' => 'o',
        'ъ' => ']',
        'ы' => 's',
        'ь' => 'm',
        'э' => '\'',
        'ю' => '.',
        'я' => 'z',
        other => other,
    };
    let lower = name.to_lowercase();
    let mut keys = lower.chars().map(row);
    let first = keys.next().unwrap();
    let shifted = match first {
        ',' => '<',
        ';' => ':',
        '[' => '{',
        ']' => '}',
        '\'' => '"',
        '.' => '>',
        letter => letter.to_ascii_uppercase(),
    };
    core::iter::once(shifted).chain(keys).collect()
}

/// As in a passport for travelling abroad.
fn in_latin(name: &str) -> String {
    let piece = |letter: char| match letter {
        'а' => "a",
        'б' => "b",
        'в' => "v",
        'г' => "g",
        'д' => "d",
        'е' | 'ё' | 'э' => "e",
        'ж' => "zh",
        'з' => "z",
        'и' | 'й' => "i",
        'к' => "k",
        'л' => "l",
        'м' => "m",
        'н' => "n",
        'о' => "o",
        'п' => "p",
        'р' => "r",
        'с' => "s",
        'т' => "t",
        'у' => "u",
        'ф' => "f",
        'х' => "kh",
        'ц' => "ts",
        'ч' => "ch",
        'ш' => "sh",
        'щ' => "shch",
        'ъ' => "ie",
        'ы' => "y",
        'ю' => "iu",
        'я' => "ia",
        _ => "",
    };
    name.to_lowercase().chars().map(piece).collect()
}

fn short(name: &str) -> Option<&'static str> {
    Some(match name {
        "Дмитрий" => "Дима",
        "Константин" => "Костя",
        "Тимофей" => "Тима",
        "Григорий" => "Гриша",
        "Владимир" => "Вова",
        "Николай" => "Коля",
        "Георгий" => "Гоша",
        "Вячеслав" => "Слава",
        "Михаил" => "Миша",
        "Екатерина" => "Катя",
        "Маргарита" => "Рита",
        "Светлана" => "Света",
        "Людмила" => "Люда",
        "Елизавета" => "Лиза",
        "Татьяна" => "Таня",
        "Надежда" => "Надя",
        "Анастасия" => "Настя",
        _ => return None,
    })
}

#[test]
fn the_kind_of_a_single_mistake_is_right_in_99_of_100_pairs() {
    let mut draw = Draw(2026);
    let mut pairs = Vec::new();
    while pairs.len() < 250 * MISTAKES {
        let truth = pupil(&mut draw);
        let which = pairs.len() % MISTAKES;
        if let Some(mistake) = corrupted(which, &truth, &mut draw) {
            pairs.push((truth, mistake));
        }
    }
    let entries = pairs.iter().enumerate().map(|(at, (_, mistake))| {
        let record = mistake.pupil.evidence(&mistake.date, Evidence::from_journal);
        Entry::active(RecordId::new(at.to_string()), record)
    });
    // Twins of some, whose papers come from the same office one after another.
    let twins = pairs.iter().enumerate().filter(|(at, _)| at % 30 == 0).map(|(at, (truth, _))| {
        let next = (truth.number.parse::<u32>().unwrap() + 1) % 1_000_000;
        let twin = Pupil {
            first: if truth.first == "Полина" { "Алина" } else { "Полина" }.into(),
            snils: format!("{:011}", 10_000_000_000 + at * 7919),
            number: format!("{next:06}"),
            ..truth.clone()
        };
        let record = twin.evidence(&truth.written_date(), Evidence::from_journal);
        Entry::active(RecordId::new(format!("twin of {at}")), record)
    });
    let index = Index::new(entries.chain(twins));
    let diagnoser = Diagnoser::of(&index);
    let policy = MatchPolicy::default();

    let mut wrong: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    let mut misplaced = 0_usize;
    let mut let_in = 0_usize;
    for (at, (truth, mistake)) in pairs.iter().enumerate() {
        let sent = |texts: &Texts<'_>| Evidence::from_provider(texts, Vouched::EVERYTHING);
        let person = truth.evidence(&truth.written_date(), sent);
        let diagnosis = diagnoser.diagnose(&person, &policy);
        if let Outcome::Found { record, .. } = index.find(&person, &policy) {
            assert_eq!(record.as_str(), at.to_string());
            let_in += 1;
        }
        let first = diagnosis.candidates().first();
        if first.is_none_or(|candidate| candidate.record().as_str() != at.to_string()) {
            misplaced += 1;
            continue;
        }
        let told: Vec<String> = first
            .into_iter()
            .flat_map(Candidate::findings)
            .map(|finding| format!("{} {}", finding.field(), finding.kind()))
            .collect();
        if told.join(" ") != mistake.expected {
            wrong.entry(mistake.expected).or_default().push(told.join(" "));
        }
    }
    // Some are found all the same, by the other identifier: those whose mistake is in one of them.
    assert!(let_in > 0);
    // 0.04 % of 7,250 pairs are three.
    assert!(misplaced <= 2, "{misplaced} of {} have another first candidate", pairs.len());
    for (expected, told) in &wrong {
        // Two kinds share `one_letter`; each has 250 pairs.
        assert!(told.len() <= 2, "{expected}: {} wrong: {told:?}", told.len());
    }
    let all: usize = wrong.values().map(Vec::len).sum();
    assert!(all * 100 <= pairs.len(), "{all} of {}", pairs.len());
}
