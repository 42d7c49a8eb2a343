//! The pages of the six steps.

use super::card::Card;
use super::form::{Errors, Field, Fields, Kind, hidden, press, radio, tick};
use super::visit::{Visit, nothing, to};
use super::{Portal, creation, family};
use axum::http::StatusCode;
use axum::response::Response;
use consent_model::child_account::password::{DISPUTED_SYMBOLS, PasswordFault, SYMBOLS, faults};
use consent_model::child_account::{Phone, StateKind};
use consent_model::message::Message;
use consent_model::reason::Reason;
use esia_core::secrets::Secret;
use maud::{Markup, html};

/// What came with the request, to be shown again.
pub(super) struct Sent<'a> {
    fields: Option<&'a Fields>,
    errors: Errors,
    password: Option<Secret>,
    is_generated: bool,
}

impl<'a> Sent<'a> {
    pub(super) fn nothing() -> Self {
        Self { fields: None, errors: Errors::default(), password: None, is_generated: false }
    }

    pub(super) fn wrong(fields: &'a Fields, errors: Errors) -> Self {
        Self { errors, ..Self::looked_at(fields) }
    }

    pub(super) fn looked_at(fields: &'a Fields) -> Self {
        let password = fields.exact("password");
        let password = (!password.is_empty()).then(|| Secret::new(password.to_owned()));
        Self { fields: Some(fields), password, ..Self::nothing() }
    }

    pub(super) fn generated(password: Secret) -> Self {
        Self { password: Some(password), is_generated: true, ..Self::nothing() }
    }

    fn value(&self, name: &str) -> &str {
        self.fields.map_or("", |fields| fields.get(name))
    }
}

/// The field to which a refusal belongs.
pub(super) const fn field_of(reason: Reason) -> &'static str {
    match reason {
        Reason::PhoneIsParents | Reason::PhoneUsed => "phone",
        Reason::CodeWrong | Reason::CodeDead | Reason::WrongAccount => "phone-code",
        Reason::EmailUsed => "email",
        Reason::TickMissing => "consent",
        Reason::PasswordWeak => "password",
        Reason::NotEntitled
        | Reason::WrongBand
        | Reason::NoRequest
        | Reason::AlreadyOpen
        | Reason::Terminal
        | Reason::NotContested
        | Reason::SelfConflict
        | Reason::CoolDown
        | Reason::NoAccount
        | Reason::NoMatch
        | Reason::NotVerified
        | Reason::ForeignCertificate
        | Reason::Citizenship
        | Reason::AutoUpdateOn
        | Reason::OutOfOrder
        | Reason::Unavailable => "step",
    }
}

/// The step at which the form stands.
pub(super) fn show(
    visit: &Visit<'_>,
    portal: &mut Portal,
    number: usize,
    status: StatusCode,
    sent: &Sent<'_>,
) -> Response {
    let Some(card) = portal.card_of(visit.person.key, number).map(|card| card.clone()) else {
        return nothing();
    };
    let (title, step) = match card.kind() {
        StateKind::FormAddress => ("Добавьте адрес", address(sent)),
        StateKind::FormPhone => ("Добавьте номер телефона – при наличии", phone(sent)),
        StateKind::FormPhoneCode => ("Введите код из СМС", phone_code(&card, sent)),
        StateKind::FormEmail => ("Добавьте электронную почту", email(&card, sent)),
        StateKind::FormEmailWait => ("Подтвердите электронную почту", letter(&card)),
        StateKind::FormPassword => ("Пароль для входа на Госуслуги", password(sent)),
        StateKind::Active => return done(visit, portal, number, status, sent),
        StateKind::NoCard
        | StateKind::Draft
        | StateKind::Manual
        | StateKind::ZagsPending
        | StateKind::Mismatch
        | StateKind::Verified
        | StateKind::Deleted
        | StateKind::Refused => return to(&family::path(number)),
    };
    let body = html! {
        (sent.errors.summary())
        p.crumbs id="step" tabindex="-1" { "Создание учётной записи ребёнка: " (card.name()) }
        form method="post" action=(creation::path(number)) {
            (hidden(&visit.csrf, card.state().sequence()))
            (step)
            div.aside-buttons {
                (press("< Назад", "step-back", "back"))
                (press("Прервать создание", "step-abandon", "abandon"))
            }
        }
    };
    visit.page_with(status, portal, title, &body)
}

fn address(sent: &Sent<'_>) -> Markup {
    let chosen = match sent.value("citizenship") {
        "" => "russia",
        other => other,
    };
    html! {
        (radio("citizenship", "Гражданство", &[("russia", "Россия"), ("other", "Другое")], chosen, &sent.errors))
        p.hint { (Message::CitizenshipNeeded.text()) }
        (Field { name: "birth-place", label: "Место рождения", hint: "Как в свидетельстве о рождении", kind: Kind::Text, value: sent.value("birth-place") }.show(&sent.errors))
        (Field { name: "address", label: "Адрес постоянной регистрации", hint: "", kind: Kind::Text, value: sent.value("address") }.show(&sent.errors))
        (tick("same-address", "Совпадает с вашим адресом постоянной регистрации", sent.fields.is_some_and(|it| it.has("same-address")), false))
        (press("Продолжить", "step-go-on", "address"))
    }
}

fn phone(sent: &Sent<'_>) -> Markup {
    html! {
        p { (Message::PhoneOfItsOwn.text()) }
        (Field { name: "phone", label: "Номер телефона", hint: "+7 (999) 999-99-99", kind: Kind::Phone, value: sent.value("phone") }.show(&sent.errors))
        details {
            summary { "Зачем указывать телефон" }
            p { "Телефон можно использовать для входа на Госуслуги и для восстановления пароля." }
        }
        (press("Получить код", "step-phone", "phone"))
        (press("Пропустить", "step-skip", "skip"))
    }
}

fn phone_code(card: &Card, sent: &Sent<'_>) -> Markup {
    let number = card.form.phone.as_ref().map_or("", |phone| phone.expose());
    html! {
        p { "Код отправлен на номер " strong { (number) } }
        @if let Phone::Sent(tries) = card.state().phone() { p.hint { "Осталось попыток: " (tries) } }
        (Field { name: "phone-code", label: "Код из СМС", hint: "", kind: Kind::Digits, value: "" }.show(&sent.errors))
        (press("Продолжить", "step-go-on", "phone-code"))
        (press("Пропустить", "step-skip", "skip"))
    }
}

fn email(card: &Card, sent: &Sent<'_>) -> Markup {
    let value = if sent.fields.is_some() { sent.value("email") } else { &card.form.email };
    html! {
        p { (Message::EmailOfItsOwn.text()) }
        (Field { name: "email", label: "Электронная почта", hint: "", kind: Kind::Email, value }.show(&sent.errors))
        (tick("consent", Message::ConsentTick.text(), sent.fields.is_some_and(|it| it.has("consent")), false))
        (press("Продолжить", "step-go-on", "email"))
    }
}

fn letter(card: &Card) -> Markup {
    html! {
        p id="letter-sent" data-testid="letter-sent" {
            "На " strong { (card.form.email) } " отправлено письмо. " (Message::FollowTheLetter.text())
        }
        p { a.button href="/lk" { "На главную" } }
        (press("Отправить письмо ещё раз", "step-resend", "resend"))
    }
}

fn password(sent: &Sent<'_>) -> Markup {
    let generated = sent.password.as_ref().filter(|_| sent.is_generated);
    html! {
        p { (Message::PasswordWanted.text()) }
        (password_fields(generated, &sent.errors))
        (rules(sent.password.as_ref()))
        (press("Сохранить", "password-save", "password"))
        (press("Сгенерировать пароль", "password-generate", "generate"))
        (press("Проверить требования", "password-check", "check"))
    }
}

/// The two fields; a generated password is there to be read, a typed one is never given back.
pub(super) fn password_fields(generated: Option<&Secret>, errors: &Errors) -> Markup {
    let value = generated.map_or("", Secret::expose);
    let kind = if generated.is_some() { Kind::Text } else { Kind::Password };
    html! {
        (Field { name: "password", label: "Пароль:", hint: "", kind, value }.show(errors))
        (Field { name: "password-again", label: "Повторите пароль", hint: "", kind, value }.show(errors))
    }
}

/// The rules, each with whether the password keeps it.
pub(super) fn rules(password: Option<&Secret>) -> Markup {
    let found = password.map(faults);
    let symbols = format!("символы {SYMBOLS}");
    let disputed = format!("символы {DISPUTED_SYMBOLS} портал может не принять");
    let rows = [
        (PasswordFault::Length, "8 и более символов"),
        (PasswordFault::UpperCase, "большие латинские буквы"),
        (PasswordFault::LowerCase, "маленькие латинские буквы"),
        (PasswordFault::Digit, "цифры"),
        (PasswordFault::Symbol, symbols.as_str()),
    ];
    // Only shown when they are broken: the instruction does not list them.
    let more = [
        (PasswordFault::Disputed, disputed.as_str()),
        (PasswordFault::Character, "других знаков в пароле быть не может"),
    ];
    let is_broken = |fault| found.as_ref().map(|faults| faults.contains(&fault));
    html! {
        section aria-labelledby="rules" {
            h2 id="rules" { "Требования к паролю" }
            ul.rules {
                @for (fault, text) in rows.iter().chain(more.iter().filter(|(fault, _)| is_broken(*fault) == Some(true))) {
                    li id=(format!("rule-{}", fault.as_str())) data-testid=(format!("rule-{}", fault.as_str())) {
                        @match is_broken(*fault) {
                            Some(true) => span.broken { "✗ не выполнено: " },
                            Some(false) => span.kept { "✓ выполнено: " },
                            None => {}
                        }
                        (text)
                    }
                }
            }
        }
    }
}

fn done(
    visit: &Visit<'_>,
    portal: &mut Portal,
    number: usize,
    status: StatusCode,
    sent: &Sent<'_>,
) -> Response {
    let body = html! {
        (sent.errors.summary())
        //
        p id="step" data-testid="account-created" tabindex="-1" {
            "Учетная запись ребенка создана. Для первого входа на портал Госуслуг перейдите по ссылке, которая пришла на электронную почту"
        }
        p { "Учётная запись привязана к вашей. Чтобы ребёнок мог входить в электронный журнал, выдайте согласие." }
        p { a.button href="/lk/school-portfolio" id="to-portfolio" data-testid="to-portfolio" { "Школьное портфолио" } }
        p { a href=(family::path(number)) { "К карточке ребёнка" } }
    };
    visit.page_with(status, portal, "Завершение процедуры создания учётной записи ребёнка", &body)
}
