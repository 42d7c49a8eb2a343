//! The parent's side of the login decision: its rows, beneath the pupil's.

use super::{cite, cite_all, place};
use consent_model::render::Edition;
use consent_model::render::markdown::{Table, code};
use esia_core::access::{ChildVerdict, PARENT_TABLE, ParentCondition, ParentShown};

/// The rows of a parent who signs in.
pub(super) fn section(edition: Edition) -> String {
    let mut table = Table::new(match edition {
        Edition::English => &["row", "if this holds", "then", "rules"],
        Edition::Russian => &["строка", "если выполнено", "то", "правила"],
    });
    for row in PARENT_TABLE {
        table.row([
            place(row.id.as_str()),
            condition(row.when, edition).to_owned(),
            shown(row.shown, edition),
            cite_all(row.rules.iter().copied(), edition),
        ]);
    }
    format!("{}\n\n{table}", edition.pick(INTRODUCTION.0, INTRODUCTION.1))
}

const INTRODUCTION: (&str, &str) = (
    "## A parent who signs in\n\nA parent signs in with the own account. P-01 to P-03 are asked of the \
     person and answer for the whole page; then P-03 to P-07 are asked of **each child that ESIA \
     names, on its own**: one child's record tells nothing about another's \
     ([T-24](threats.md#t-24)). Again the first row whose condition holds answers.",
    "## Если входит родитель\n\nРодитель входит под своей учётной записью. Строки P-01…P-03 относятся \
     к нему самому и отвечают за всю страницу; затем строки P-03…P-07 применяются **к каждому ребёнку, \
     которого назвала ЕСИА, отдельно**: запись одного ребёнка ничего не говорит о другом \
     ([T-24](threats.ru.md#t-24)). Отвечает снова первая строка, условие которой выполнено.",
);

fn shown(shown: ParentShown, edition: Edition) -> String {
    match shown {
        ParentShown::Message(message) => {
            format!("{} — {}: «{}»", code("refuse"), cite(message.id(), edition), message.text())
        }
        ParentShown::Child(verdict) => child(verdict, edition).to_owned(),
    }
}

const fn child(verdict: ChildVerdict, edition: Edition) -> &'static str {
    match verdict {
        ChildVerdict::BeingChecked => edition.pick(
            "the child is not shown but as «ещё проверяется»",
            "о ребёнке сказано только «ещё проверяется»",
        ),
        ChildVerdict::NotShown => edition.pick("the child is not shown", "ребёнок не показан"),
        ChildVerdict::NotFound => edition.pick(
            "the child's name with «не найден» and the way to appeal",
            "имя ребёнка, «не найден» и как обратиться в школу",
        ),
        ChildVerdict::Shown => edition.pick("the child's diary", "дневник ребёнка"),
    }
}

const fn condition(condition: ParentCondition, edition: Edition) -> &'static str {
    let russian = match condition {
        ParentCondition::ProtocolFailed => "ошибка ЕСИА или не прошла проверка её ответа",
        ParentCondition::NotConfirmed => "учётная запись не подтверждена или детская",
        ParentCondition::ChildrenUnavailable => "сведения о детях или реестр дневника недоступны",
        ParentCondition::NotVerified => {
            "карточка ребёнка не проверена или в ней нет возраста, либо полномочия не действуют"
        }
        ParentCondition::Adult => "ребёнку исполнилось 18 или он эмансипирован",
        ParentCondition::NoMatch => "нет точного единственного совпадения по проверенным данным",
        ParentCondition::Match => "точное единственное совпадение по проверенным данным",
    };
    edition.pick(condition.words(), russian)
}
