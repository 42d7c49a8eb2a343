//! A receipt as a Russian text.

use super::{Act, AuthoritySource, Evidence, Holder, Receipt};
use crate::log::{Sha256, to_hex};
use alloc::format;
use alloc::string::String;
use alloc::vec::Vec;
use chrono::{DateTime, FixedOffset};

impl Receipt {
    /// The receipt as a Russian text, line by line; it names people, so it is for its holder.
    #[must_use]
    pub fn render(&self) -> String {
        let processing = &self.processing;
        let mut lines: Vec<String> = Vec::new();
        lines.push(String::from(title(self.act)));
        lines.push(format!("Кому выдана: {}", holder(self.holder)));
        lines.push(format!("Кто принял решение: {}", self.decided_by.expose()));
        lines.push(format!("За кого: {}", self.pupil.expose()));
        lines.push(format!("Основание полномочий: {}", ground(&self.authority.source)));
        lines.push(format!("Полномочия проверены: {}", moment(self.authority.checked_at)));
        lines.push(format!("Когда принято решение: {}", moment(self.decided_at)));
        lines.push(format!("Оператор персональных данных: {}", processing.operator));
        if let Some(processor) = &processing.processor {
            lines.push(format!("По поручению оператора обрабатывает: {processor}"));
        }
        lines.push(format!("Цель обработки: {}", processing.purpose_text));
        lines.push(format!("Персональные данные: {}", processing.data.join(", ")));
        lines.push(format!("Действия с данными: {}", processing.actions.join(", ")));
        let text = &processing.text;
        let version = text.version.as_str();
        lines.push(format!("Текст согласия: {}, редакция {version}", text.id));
        lines.push(format!("Контрольная сумма текста (SHA-256): {}", text.sha256));
        match self.act {
            Act::Granted => {
                let until = self
                    .expires_at
                    .map_or_else(|| String::from("до отзыва"), |at| format!("до {}", moment(at)));
                lines.push(format!("Срок действия: {until}"));
                lines.push(format!("Как отозвать: {}", processing.withdrawal));
            }
            Act::Refused => lines.push(String::from(
                "Что дальше: без согласия вход в дневник закрыт; согласие можно дать позже",
            )),
            Act::Withdrawn => lines.push(String::from(
                "Что дальше: вход в дневник закрыт; данные, для которых нет другого законного \
                 основания, будут уничтожены в течение 30 дней",
            )),
        }
        let Evidence { origin, entry, head, proof } = &self.evidence;
        lines.push(format!("Журнал: {}", origin.as_str()));
        let number = proof.index.saturating_add(1);
        lines.push(format!("Запись {number} из {}: {}", proof.size, entry.leaf::<Sha256>()));
        lines.push(format!("Предыдущая запись: {}", entry.previous));
        if let Some(opening) = &entry.opening {
            lines.push(format!("Соль записи: {}", to_hex(opening.salt().expose())));
            lines.push(format!("Содержание записи: {}", to_hex(opening.expose())));
        }
        lines.push(format!("Корень журнала на {}: {}", moment(head.head.at), head.head.root));
        lines.push(format!("Подпись оператора: {}", to_hex(&head.signature)));
        let path: Vec<String> = proof.path.iter().map(|hash| format!("{hash}")).collect();
        lines.push(format!("Доказательство включения: {}", path.join(" ")));
        lines.push(String::new());
        lines.join("\n")
    }
}

const fn title(act: Act) -> &'static str {
    match act {
        Act::Granted => "Квитанция: согласие на обработку персональных данных дано",
        Act::Refused => "Квитанция: в согласии на обработку персональных данных отказано",
        Act::Withdrawn => "Квитанция: согласие на обработку персональных данных отозвано",
    }
}

const fn holder(holder: Holder) -> &'static str {
    match holder {
        Holder::Decider => "принявшему решение",
        Holder::Pupil => "обучающемуся",
        Holder::OtherRepresentative => "другому законному представителю",
    }
}

fn ground(source: &AuthoritySource) -> String {
    match source {
        AuthoritySource::CardVerified => {
            String::from("законный представитель; карточка ребёнка проверена в ЕГР ЗАГС")
        }
        AuthoritySource::EsiaLink => {
            String::from("законный представитель; учётная запись ребёнка привязана на Госуслугах")
        }
        AuthoritySource::CourtAct(act) => {
            format!("акт суда или органа опеки: {}", act.expose())
        }
        AuthoritySource::Own => String::from("обучающийся действует сам"),
    }
}

/// As people in Russia write it, with the offset that says whose clock it is.
fn moment(at: DateTime<FixedOffset>) -> String {
    format!("{}", at.format("%d.%m.%Y %H:%M:%S (UTC%:z)"))
}
