//! Words that all machines share.

/// Who acts, by the name that `diaryctl replay` gives the kind.
pub(crate) const ACTORS: &[(&str, &str)] = &[
    ("representative", "законный представитель"),
    ("pupil", "ученик"),
    ("school", "школа"),
    ("clock", "таймер"),
    ("esia", "ЕСИА или платформа согласий"),
];

/// Why an event is refused.
pub(crate) const REASONS: &[(&str, &str)] = &[
    ("not_entitled", "Этому лицу это не позволено."),
    ("wrong_band", "Возраст ученика этого не допускает."),
    ("no_request", "Нет запроса, на который можно ответить."),
    ("already_open", "Мешает открытый эпизод."),
    ("terminal", "Эпизод завершён или принято решение."),
    ("not_contested", "Эпизод оспорен: сначала снимают возражение."),
    ("self_conflict", "Лицо противоречило бы своему действующему поступку."),
    ("cool_down", "Слишком скоро после отказа."),
    ("no_account", "Учётной записи нет или она не действует."),
    ("no_match", "Ни одна запись дневника не подходит."),
    ("code_dead", "Код привязки не действует."),
    ("code_wrong", "Код привязки неверен."),
    ("wrong_account", "Код — для другой учётной записи (только в журнал)."),
    ("not_verified", "Карточка не проверена."),
    ("foreign_certificate", "Свидетельство о рождении иностранное."),
    ("citizenship", "Гражданство другое."),
    ("phone_is_parents", "Телефон принадлежит родителю."),
    ("phone_used", "Телефон уже занят."),
    ("email_used", "Электронная почта уже занята."),
    ("tick_missing", "Нет галочки согласия."),
    ("password_weak", "Пароль нарушает правило портала."),
    ("auto_update_on", "Автообновление карточки включено."),
    ("out_of_order", "Раньше предыдущего события."),
    ("unavailable", "Ответить сейчас нельзя."),
];

/// What a move out of the state `granted` emits whatever its row says.
pub(crate) const OF_MOVES: &[(&str, &str, &str)] = &[(
    "close_access",
    "Every open login of the pupil ends; the epoch rises. Belongs to every move out of `granted`.",
    "Прекратить все открытые входы ученика (эпоха растёт, так при каждом выходе из «дано»).",
)];
