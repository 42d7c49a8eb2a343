//! The login decision: its rows, and every abstract case there is.

use super::super::fold::{Line, Reader, counts, fold};
use super::super::library::Library;
use super::{Page, cite, cite_all, place};
use crate::decide::word;
use chrono::NaiveDate;
use consent_model::render::Edition;
use consent_model::render::markdown::{Table, code};
use esia_core::access::{
    Condition, ConsentState, Facts, LinkedParents, Lookup, Policy, Reason, Request, Row, Shown,
    TABLE, TeenConsent,
};
use esia_core::account::{AccountKind, AccountLevel};
use esia_core::age::{AgeBand, AgeReached};
use esia_core::rules::Words;
use std::fmt::Write as _;

pub(super) const PAGE: Page = Page {
    name: "decision-table",
    title: Words { english: "Who may enter", russian: "Кто может войти" },
    about: Words {
        english: "The login decision: fourteen rows for a pupil and seven for a parent, the first that fits answers.",
        russian: "Решение о входе: четырнадцать строк для ученика и семь для родителя, отвечает первая подходящая.",
    },
    body,
};

fn body(_: &Library, edition: Edition) -> String {
    let mut text = String::from(edition.pick(INTRODUCTION.0, INTRODUCTION.1));
    let _ = write!(text, "\n\n{}", rows(edition));
    let _ = write!(text, "\n{}", super::parents::section(edition));
    let _ = write!(text, "\n{}\n\n{}", edition.pick(POLICIES.0, POLICIES.1), policies(edition));
    let (columns, lines) = fold(READERS, Policy::default(), a_day());
    let cases: usize = lines.iter().map(|line| line.cases).sum();
    let heading = edition.pick("## Every case", "## Все случаи");
    let _ = write!(text, "\n{heading}\n\n{}\n\n", all_cases(edition, cases, lines.len()));
    let mut table = Table::new(match edition {
        Edition::English => {
            &["account", "age", "record", "consent", "linked parents", "row", "cases"]
        }
        Edition::Russian => {
            &["учётная запись", "возраст", "запись", "согласие", "привязано", "строка", "случаев"]
        }
    });
    for line in &lines {
        table.row(cells(line, &columns, edition));
    }
    let _ = write!(text, "{table}");
    text
}

const INTRODUCTION: (&str, &str) = (
    "A pupil signs in through ESIA. The facts about this one attempt are held against the rows below, \
     from the top; **the first row whose conditions all hold answers**, and no other row is looked at. \
     The order is part of the rule: whoever's record is not found learns nothing about consent. What \
     is not known lets nobody in. A person who is shown a text sees no more than that text; the reason \
     is for staff and for the log.\n\n\
     A *minor* is under 18. *Consent in force* is a parent's grant for a minor, the own grant of an \
     adult, and under `parent_or_teen` the own grant of a teen too. An emancipated pupil of 14 to 17 is \
     an adult in every row.",
    "Ученик входит через ЕСИА. Сведения об этой попытке сверяются со строками таблицы сверху вниз: \
     **отвечает первая строка, все условия которой выполнены**, остальные не рассматриваются. Порядок — \
     часть правила: тот, чья запись не найдена, ничего не узнаёт о согласии. Неизвестное никого не \
     впускает. Человек видит только текст; причина предназначена для сотрудников и журнала.\n\n\
     *Несовершеннолетний* — младше 18 лет. *Действующее согласие* — согласие родителя для \
     несовершеннолетнего, собственное — для совершеннолетнего, а при `parent_or_teen` — и собственное \
     согласие подростка. Эмансипированный ученик 14–17 лет во всех строках считается совершеннолетним.",
);

const POLICIES: (&str, &str) = (
    "## Two open questions\n\nThe age rule ([Q-04](rules.md#q-04)) and a teen's own consent \
     ([O-4](rules.md#o-4)) are settings. How many of all abstract cases each row answers:",
    "## Две настройки\n\nКогда достигнут возраст ([Q-04](rules.ru.md#q-04)) и действует ли \
     собственное согласие подростка ([O-4](rules.ru.md#o-4)) — настройки. Сколько случаев из всех \
     отвечает каждая строка:",
);

fn all_cases(edition: Edition, cases: usize, lines: usize) -> String {
    match edition {
        Edition::English => format!(
            "All {cases} combinations of facts, folded into {lines} lines that do not overlap; by \
             default settings. Each line is right by itself: it needs no order. What stands as *any* \
             makes no difference there."
        ),
        Edition::Russian => format!(
            "Все {cases} сочетаний сведений, сложенные в {lines} непересекающихся строк; настройки по \
             умолчанию. Каждая строка верна сама по себе, порядок не важен. *Любое* значит: здесь не \
             имеет значения."
        ),
    }
}

fn rows(edition: Edition) -> String {
    let mut table = Table::new(match edition {
        Edition::English => &[
            "row",
            "if all of these hold",
            "then",
            "the person is shown",
            "request for consent",
            "rules",
        ],
        Edition::Russian => {
            &["строка", "если выполнено всё", "то", "человек видит", "запрос согласия", "правила"]
        }
    });
    for row in TABLE {
        let when: Vec<&str> = row.when.iter().map(|one| condition(*one, edition)).collect();
        let verdict = format!("{} — {}", code(word(row.verdict)), reason(row.reason, edition));
        table.row([
            place(row.id.as_str()),
            when.join("; "),
            verdict,
            shown(row, edition),
            request(row.request, edition).to_owned(),
            cite_all(row.rules.iter().copied(), edition),
        ]);
    }
    table.to_string()
}

fn shown(row: &Row, edition: Edition) -> String {
    let one = |message: esia_core::message::Message| {
        format!("{}: «{}»", cite(message.id(), edition), message.text())
    };
    match row.shown {
        Shown::Nothing => edition.pick("the diary", "дневник").to_owned(),
        Shown::Always(message) => one(message),
        Shown::ByBand { minor, adult } => format!(
            "{} {}\n{} {}",
            edition.pick("under 18", "младше 18"),
            cite(minor.id(), edition),
            edition.pick("from 18", "с 18 лет"),
            cite(adult.id(), edition),
        ),
    }
}

const fn request(request: Request, edition: Edition) -> &'static str {
    match request {
        Request::Never => "—",
        Request::UnlessOpen => edition.pick(
            "goes out, unless one is open or the parents are in dispute",
            "отправляется, если нет открытого и родители не спорят",
        ),
        Request::AfterEnding => edition.pick(
            "goes out, once the episode in force has been ended",
            "отправляется после завершения действующего эпизода",
        ),
    }
}

const fn condition(condition: Condition, edition: Edition) -> &'static str {
    let russian = match condition {
        Condition::ProtocolFailed => "ошибка ЕСИА или не прошла проверка её ответа",
        Condition::AgeUnknown => {
            "дата рождения отсутствует, в будущем или исполнился 121 год; либо младше 14 и назван \
             эмансипированным"
        }
        Condition::Band(AgeBand::Under14) => "младше 14 лет",
        Condition::Band(AgeBand::From14To17) => "от 14 до 17 лет",
        Condition::Band(AgeBand::Adult) => "18 лет и старше",
        Condition::Minor => "младше 18 лет",
        Condition::Kind(AccountKind::Child) => "детская учётная запись",
        Condition::Kind(AccountKind::SelfMade) => "учётная запись создана самостоятельно",
        Condition::NotConfirmed => "учётная запись не подтверждена",
        Condition::LookupUnavailable => "реестр дневника недоступен",
        Condition::NoMatch => "нет точного единственного совпадения",
        Condition::Match => "точное единственное совпадение",
        Condition::NoLinkedParents => "известно, что никто из родителей не привязал запись",
        Condition::ConsentUnknown => "состояние согласия неизвестно или устарело",
        Condition::ConsentNotGranted => "согласие не дано",
        Condition::ConsentOfWrongBand => "согласие дал тот, кто в этом возрасте не вправе",
        Condition::ConsentEffective => "согласие действует",
        Condition::NoConsentEffective => "действующего согласия нет",
    };
    edition.pick(condition.words(), russian)
}

const fn reason(reason: Reason, edition: Edition) -> &'static str {
    match reason {
        Reason::Protocol => edition.pick("the sign-in failed", "вход не состоялся"),
        Reason::AgeUnknown => edition.pick("no age can be told", "возраст не определить"),
        Reason::KindMismatch => {
            edition.pick("such an account cannot be", "такой учётной записи быть не может")
        }
        Reason::NotConfirmed => edition.pick("not confirmed", "не подтверждена"),
        Reason::TransitionPending => {
            edition.pick("an adult with a child account", "совершеннолетний с детской записью")
        }
        Reason::Unavailable => edition.pick("a service is down", "служба недоступна"),
        Reason::RecordNotFound => edition.pick("no record", "записи нет"),
        Reason::NotLinked => edition.pick("no parent linked", "родитель не привязал"),
        Reason::ConsentMissing => edition.pick("no consent", "согласия нет"),
        Reason::ConsentOfWrongBand => {
            edition.pick("consent of the wrong person", "согласие не того лица")
        }
        Reason::InForce => edition.pick("all is in force", "всё в силе"),
    }
}

fn policies(edition: Edition) -> String {
    let name = |policy: &Policy| {
        let age = match policy.age_rule {
            AgeReached::DayAfterBirthday => "day_after",
            AgeReached::OnBirthday => "on_birthday",
        };
        let teen = match policy.teen_consent {
            TeenConsent::ParentOnly => "parent_only",
            TeenConsent::ParentOrTeen => "parent_or_teen",
        };
        format!("`{age}`, `{teen}`")
    };
    let policies: Vec<Policy> = Policy::all().collect();
    let mut headings = vec![edition.pick("row", "строка").to_owned()];
    headings.extend(policies.iter().map(name));
    let headings: Vec<&str> = headings.iter().map(String::as_str).collect();
    let mut table = Table::new(&headings);
    let counts: Vec<_> = policies.iter().map(|policy| counts(*policy, a_day())).collect();
    for row in TABLE {
        let numbers = counts.iter().map(|count| count.get(&row.id).copied().unwrap_or_default());
        table.row(
            [cite(row.id.as_str(), edition)].into_iter().chain(numbers.map(|n| n.to_string())),
        );
    }
    table.to_string()
}

/// The classes of cases do not depend on the day.
fn a_day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
}

// ----- the columns of the fold --------------------------------------------------------------

/// Account, age, record, consent, links: which value of the column a case has.
pub(crate) const READERS: &[Reader] = &[account, age, record, consent, links];

fn account(facts: &Facts, _: NaiveDate) -> String {
    facts.account.as_ref().map_or_else(
        || String::from("none"),
        |account| {
            let kind = match account.kind() {
                AccountKind::Child => "child",
                AccountKind::SelfMade => "self_made",
            };
            let level = match account.level() {
                AccountLevel::Simplified => "simplified",
                AccountLevel::Standard => "standard",
                AccountLevel::Confirmed => "confirmed",
                AccountLevel::Child => "child",
            };
            format!("{kind}:{level}")
        },
    )
}

fn age(facts: &Facts, today: NaiveDate) -> String {
    let class = match facts.birth_date {
        None => "missing",
        Some(birth) => match today.years_since(birth) {
            None => "future",
            Some(0..14) => "under_14",
            Some(14..18) => "teen",
            Some(18..121) => "adult",
            Some(_) => "beyond",
        },
    };
    format!("{class}:{}", if facts.emancipated { "emancipated" } else { "plain" })
}

fn record(facts: &Facts, _: NaiveDate) -> String {
    String::from(match facts.lookup {
        Lookup::Found(_) => "found",
        Lookup::NotFound => "not_found",
        Lookup::Ambiguous => "ambiguous",
        Lookup::Conflict => "conflict",
        Lookup::Unavailable => "unavailable",
    })
}

fn consent(facts: &Facts, _: NaiveDate) -> String {
    String::from(match facts.consent.state {
        ConsentState::None => "none",
        ConsentState::Requested => "requested",
        ConsentState::GrantedByParent => "granted_by_parent",
        ConsentState::GrantedBySelf => "granted_by_self",
        ConsentState::Contested => "contested",
        ConsentState::Declined => "declined",
        ConsentState::Withdrawn => "withdrawn",
        ConsentState::Lapsed => "lapsed",
        ConsentState::Ended => "ended",
        ConsentState::Unknown => "unknown",
    })
}

fn links(facts: &Facts, _: NaiveDate) -> String {
    match facts.linked_parents {
        LinkedParents::Unknown => String::from("unknown"),
        LinkedParents::Known(number) => number.to_string(),
    }
}

fn cells(line: &Line, columns: &[Vec<String>], edition: Edition) -> Vec<String> {
    let groups = line.values.iter().zip(columns).map(|(values, column)| {
        if values.len() == column.len() {
            return edition.pick("any", "любое").to_owned();
        }
        let tokens = values.iter().filter_map(|at| column.get(*at)).map(String::as_str);
        group(&tokens.collect::<Vec<_>>(), column, edition)
    });
    let row = [cite(line.row.as_str(), edition), line.cases.to_string()];
    groups.chain(row).collect()
}

/// Some values of a column in words: of `kind:detail` the detail is told where it matters.
fn group(tokens: &[&str], column: &[String], edition: Edition) -> String {
    let head = |token: &str| token.split(':').next().unwrap_or_default().to_owned();
    let mut told: Vec<String> = Vec::new();
    for token in tokens {
        let kind = head(token);
        let of_kind: Vec<&&str> = tokens.iter().filter(|other| head(other) == kind).collect();
        let whole = column.iter().filter(|other| head(other) == kind).count() == of_kind.len();
        let phrase = if whole {
            phrase(&kind, edition).to_owned()
        } else {
            let details = of_kind.iter().filter_map(|token| token.split_once(':'));
            let details: Vec<&str> =
                details.map(|(_, detail)| self::detail(detail, edition)).collect();
            format!("{}, {}", phrase(&kind, edition), details.join(edition.pick(" or ", " или ")))
        };
        if !told.contains(&phrase) {
            told.push(phrase);
        }
    }
    told.join("; ")
}

fn phrase(token: &str, edition: Edition) -> &str {
    match token {
        "child" => edition.pick("child account", "детская"),
        "self_made" => edition.pick("self-made", "созданная самостоятельно"),
        "missing" => edition.pick("no birth date", "нет даты рождения"),
        "future" => edition.pick("born in the future", "дата в будущем"),
        "under_14" => edition.pick("under 14", "младше 14"),
        "teen" => edition.pick("14 to 17", "14–17"),
        "adult" => edition.pick("18 or older", "18 и старше"),
        "beyond" => edition.pick("121 or older", "121 и старше"),
        "found" => edition.pick("found", "найдена"),
        "not_found" => edition.pick("not found", "не найдена"),
        "ambiguous" => edition.pick("ambiguous", "неоднозначно"),
        "conflict" => edition.pick("conflict", "противоречие"),
        "unavailable" => edition.pick("unavailable", "реестр недоступен"),
        "requested" => edition.pick("requested", "запрошено"),
        "granted_by_parent" => edition.pick("granted by a parent", "дано родителем"),
        "granted_by_self" => edition.pick("granted by the pupil", "дано учеником"),
        "contested" => edition.pick("contested", "оспорено"),
        "declined" => edition.pick("declined", "в согласии отказано"),
        "withdrawn" => edition.pick("withdrawn", "отозвано"),
        "lapsed" => edition.pick("lapsed", "запрос истёк"),
        "ended" => edition.pick("ended", "прекращено"),
        "unknown" => edition.pick("unknown", "неизвестно"),
        "none" => edition.pick("none", "нет"),
        other => other,
    }
}

fn detail(token: &str, edition: Edition) -> &str {
    match token {
        "simplified" => edition.pick("simplified", "упрощённая"),
        "standard" => edition.pick("standard", "стандартная"),
        "confirmed" => edition.pick("confirmed", "подтверждённая"),
        "child" => edition.pick("child level", "уровень детской"),
        "emancipated" => edition.pick("emancipated", "эмансипирован"),
        "plain" => edition.pick("not emancipated", "не эмансипирован"),
        other => other,
    }
}
