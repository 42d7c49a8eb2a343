//! Names of nobody: common first names and surnames put together from syllables.

use super::dice::Dice;

/// A name as a register holds it.
#[derive(Clone, Debug)]
pub(crate) struct Name {
    pub(crate) last: String,
    pub(crate) first: &'static str,
    pub(crate) middle: String,
    pub(crate) is_female: bool,
}

impl Name {
    /// A name of somebody.
    pub(super) fn new(dice: &mut Dice) -> Self {
        let is_female = dice.chance(5_000);
        let mut last = surname(dice, is_female);
        if dice.chance(300) {
            last = [last, surname(dice, is_female)].join("-");
        }
        Self { last, first: first(dice, is_female), middle: middle(dice, is_female), is_female }
    }

    /// The name of a sibling: another first name.
    pub(super) fn sibling(&self, dice: &mut Dice) -> Self {
        let mut first = first(dice, self.is_female);
        while first == self.first {
            first = self::first(dice, self.is_female);
        }
        Self { first, ..self.clone() }
    }
}

fn first(dice: &mut Dice, is_female: bool) -> &'static str {
    dice.pick(if is_female { FEMALE } else { MALE })
}

fn surname(dice: &mut Dice, is_female: bool) -> String {
    let (stem, syllable) = (dice.pick(STEMS), dice.pick(SYLLABLES));
    let (male, female) = dice.pick(ENDINGS);
    [stem, syllable, if is_female { female } else { male }].concat()
}

/// A patronymic; now and then none, or one of another tradition.
fn middle(dice: &mut Dice, is_female: bool) -> String {
    if dice.chance(300) {
        return String::new();
    }
    if dice.chance(100) {
        let word = if is_female { "кызы" } else { "оглы" };
        return [dice.pick(FATHERS_ELSEWHERE), word].join(" ");
    }
    let (stem, male, female) = dice.pick(FATHERS);
    [stem, if is_female { female } else { male }].concat()
}

const MALE: &[&str] = &[
    "Александр",
    "Алексей",
    "Андрей",
    "Антон",
    "Артём",
    "Богдан",
    "Вадим",
    "Виктор",
    "Глеб",
    "Даниил",
    "Денис",
    "Дмитрий",
    "Евгений",
    "Егор",
    "Иван",
    "Илья",
    "Кирилл",
    "Лев",
    "Максим",
    "Марк",
    "Матвей",
    "Михаил",
    "Никита",
    "Николай",
    "Олег",
    "Павел",
    "Пётр",
    "Роман",
    "Семён",
    "Сергей",
    "Степан",
    "Тимур",
    "Фёдор",
    "Юрий",
    "Ярослав",
];

const FEMALE: &[&str] = &[
    "Алёна",
    "Алина",
    "Алиса",
    "Анна",
    "Валерия",
    "Варвара",
    "Вера",
    "Виктория",
    "Дарья",
    "Ева",
    "Екатерина",
    "Елена",
    "Елизавета",
    "Ирина",
    "Кира",
    "Ксения",
    "Любовь",
    "Маргарита",
    "Мария",
    "Милана",
    "Надежда",
    "Наталья",
    "Ольга",
    "Полина",
    "София",
    "Таисия",
    "Татьяна",
    "Ульяна",
    "Юлия",
    "Яна",
];

/// A stem and the two endings.
const FATHERS: &[(&str, &str, &str)] = &[
    ("Александр", "ович", "овна"),
    ("Алексе", "евич", "евна"),
    ("Андре", "евич", "евна"),
    ("Антон", "ович", "овна"),
    ("Артём", "ович", "овна"),
    ("Виктор", "ович", "овна"),
    ("Владимир", "ович", "овна"),
    ("Геннадь", "евич", "евна"),
    ("Денис", "ович", "овна"),
    ("Дмитри", "евич", "евна"),
    ("Евгень", "евич", "евна"),
    ("Иван", "ович", "овна"),
    ("Игор", "евич", "евна"),
    ("Максим", "ович", "овна"),
    ("Михайл", "ович", "овна"),
    ("Никола", "евич", "евна"),
    ("Олег", "ович", "овна"),
    ("Павл", "ович", "овна"),
    ("Петр", "ович", "овна"),
    ("Роман", "ович", "овна"),
    ("Семён", "ович", "овна"),
    ("Серге", "евич", "евна"),
    ("Степан", "ович", "овна"),
    ("Фёдор", "ович", "овна"),
    ("Юрь", "евич", "евна"),
];

const FATHERS_ELSEWHERE: &[&str] = &["Али", "Мурад", "Рустам", "Тимур", "Эльдар"];

const STEMS: &[&str] = &[
    "Бар", "Бел", "Вар", "Вел", "Вор", "Гал", "Гор", "Гур", "Дан", "Дем", "Дор", "Жар", "Жел",
    "Зар", "Зим", "Кал", "Кам", "Кор", "Кос", "Кут", "Лав", "Лар", "Лун", "Мал", "Мат", "Мор",
    "Нар", "Нос", "Пар", "Пол", "Пух", "Рат", "Род", "Рус", "Сав", "Сам", "Сах", "Тал", "Тар",
    "Том", "Тур", "Хар", "Хом", "Чар", "Чер", "Шал", "Шар", "Щег",
];

const SYLLABLES: &[&str] = &[
    "ак", "ал", "ам", "ан", "ар", "ас", "ат", "аш", "ек", "ел", "ен", "ер", "ет", "ик", "ил", "ин",
    "ир", "ис", "ок", "ол", "он", "ор", "от", "ох", "уб", "ук", "ул", "ун", "ур", "уш",
];

/// The male ending and the female one.
const ENDINGS: &[(&str, &str)] =
    &[("ов", "ова"), ("ов", "ова"), ("ев", "ева"), ("ин", "ина"), ("ёв", "ёва"), ("ский", "ская")];
