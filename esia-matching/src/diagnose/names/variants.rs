//! Variants and short forms of first names, as data.

use crate::diagnose::hash::of_bytes;

/// Whether two first names, ё folded, are forms of one name.
pub(in crate::diagnose) fn are_variants(one: &str, other: &str) -> bool {
    let hash = of_bytes(one.as_bytes());
    let (before, after) = FORMS.split_at_checked(home(hash)).unwrap_or_default();
    let places = after.iter().chain(before).take_while(|(_, row)| *row != 0);
    let rows = places.filter(|(form, _)| *form == hash).map(|(_, row)| usize::from(*row));
    let groups = rows.filter_map(|row| GROUPS.get(row.checked_sub(1)?));
    groups.into_iter().any(|group| {
        let has = |name| group.split(' ').any(|form| form == name);
        has(one) && has(other)
    })
}

/// The hash of each form with the number of its row, counted from one, at the place of its first
/// bits or behind; nought where there is none.
static FORMS: [(u32, u8); PLACES] = {
    let mut forms = [(0, 0); PLACES];
    let mut number = 0_u8;
    let mut groups: &[&str] = &GROUPS;
    while let [group, rest @ ..] = groups {
        number = number.saturating_add(1);
        let mut letters = group.as_bytes();
        while !letters.is_empty() {
            let (form, left) = first_form(letters);
            put(&mut forms, of_bytes(form), number);
            letters = left;
        }
        groups = rest;
    }
    forms
};

/// Twice as many as there are forms, and a power of two.
const PLACES: usize = 2048;

const fn home(hash: u32) -> usize {
    let [low, high, _, _] = hash.to_le_bytes();
    usize::from_le_bytes([low, high, 0, 0, 0, 0, 0, 0]) & (PLACES.saturating_sub(1))
}

/// The first of some forms, and the rest behind the blank.
const fn first_form(letters: &[u8]) -> (&[u8], &[u8]) {
    let mut rest = letters;
    while let [sign, after @ ..] = rest {
        if *sign == b' ' {
            let (form, _) = letters.split_at(letters.len().saturating_sub(rest.len()));
            return (form, after);
        }
        rest = after;
    }
    (letters, &[])
}

/// Puts a form at the first free place from its own on.
const fn put(forms: &mut [(u32, u8)], hash: u32, row: u8) {
    let mut at = home(hash);
    let mut tried = 0;
    while tried < PLACES {
        if let Some((_, [place, ..])) = forms.split_at_mut_checked(at)
            && place.1 == 0
        {
            *place = (hash, row);
            return;
        }
        at = (at.wrapping_add(1)) & (PLACES.saturating_sub(1));
        tried = tried.wrapping_add(1);
    }
}

/// Each row is one name: its variants and its short forms, ё written as е.
const GROUPS: [&str; 149] = [
    "АЛЕКСАНДР САША САШКА САШЕНЬКА ШУРА САНЯ ШУРИК АЛЕКС САНДР",
    "АЛЕКСАНДРА САША САШЕНЬКА ШУРА САНЯ АЛЕКСА САНДРА АСЯ",
    "АЛЕКСЕЙ АЛЕША ЛЕША ЛЕХА АЛЕКСИЙ ЛЕШКА",
    "АНАСТАСИЯ НАСТЯ НАСТЕНА НАСТАСЬЯ АНАСТАСЬЯ СТАСЯ АСЯ НАСТЕНЬКА",
    "АНАТОЛИЙ ТОЛЯ ТОЛИК",
    "АНГЕЛИНА ГЕЛЯ ЛИНА АНЖЕЛИНА",
    "АНДРЕЙ АНДРЮША АНДРИЙ АНДРЮХА",
    "АННА АНЯ АНЕЧКА НЮРА НЮША АНЮТА АНКА",
    "АНТОН АНТОША ТОША АНТОНИЙ",
    "АНТОНИНА ТОНЯ",
    "ИРИНА ИРА ИРИША ИРИНКА ИРЕНА",
    "АРКАДИЙ АРКАША",
    "АРСЕНИЙ АРСЕН СЕНЯ АРСЮША АРСЕНТИЙ",
    "АРТЕМ АРТЕМИЙ ТЕМА АРТЕМКА",
    "АРТУР АРТУРИК АРТУРЧИК",
    "БОГДАН БОДЯ БОГДАНЧИК",
    "БОРИС БОРЯ БОРЬКА",
    "ВАДИМ ВАДИК ДИМА",
    "ВАЛЕНТИН ВАЛЯ ВАЛИК",
    "ВАЛЕНТИНА ВАЛЯ ВАЛЮША",
    "ВАЛЕРИЙ ВАЛЕРА ВАЛЕРЬЯН",
    "ВАЛЕРИЯ ЛЕРА ВАЛЕРА ЛЕРОЧКА",
    "ВАРВАРА ВАРЯ ВАРЕНЬКА",
    "ВАСИЛИЙ ВАСЯ ВАСЕК",
    "ВАСИЛИСА ВАСЯ ЛИСА ВАСИЛИНА",
    "ВЕРА ВЕРОЧКА ВЕРУНЯ",
    "ВЕРОНИКА НИКА ВЕРА",
    "ВИКТОР ВИТЯ ВИТЕК",
    "ВИКТОРИЯ ВИКА ВИКУЛЯ ВИКТОРИНА",
    "ВИТАЛИЙ ВИТАЛИК ВИТАЛЯ ВИТЯ",
    "ВЛАДИМИР ВОЛОДЯ ВОВА ВОВКА ВЛАД",
    "ВЛАДИСЛАВ ВЛАД ВЛАДИК СЛАВА ВЛАДЯ",
    "ВЛАДИСЛАВА ВЛАДА СЛАВА",
    "ВСЕВОЛОД СЕВА",
    "ВЯЧЕСЛАВ СЛАВА СЛАВИК",
    "ГАЛИНА ГАЛЯ ГАЛЮНЯ",
    "ГЕННАДИЙ ГЕНА",
    "ГЕОРГИЙ ЖОРА ГОША ЕГОР ЮРИЙ ГЕРА",
    "ГЛЕБ ГЛЕБУШКА",
    "ГРИГОРИЙ ГРИША",
    "ДАНИИЛ ДАНИЛ ДАНИЛА ДАНЯ ДАНИЛО ДАНИЭЛЬ ДАНИЕЛЬ",
    "ДАРЬЯ ДАРИЯ ДАША ДАШЕНЬКА ДАРИНА ДАРЬЮШКА",
    "ДЕНИС ДЕНЯ ДЕН ДИОНИСИЙ",
    "ДИАНА ДИНА",
    "ДМИТРИЙ ДИМА ДИМИТРИЙ МИТЯ ДИМОН",
    "ЕВА ЕВОЧКА ЕВУШКА",
    "ЕВГЕНИЙ ЖЕНЯ ЖЕКА",
    "ЕВГЕНИЯ ЖЕНЯ ЕВГЕНЬЯ",
    "ЕВДОКИЯ АВДОТЬЯ ДУСЯ ДУНЯ",
    "ЕГОР ЕГОРКА ЕГОРИЙ ГОША",
    "ЕКАТЕРИНА КАТЯ КАТЕРИНА КАТЮША КАТЕНЬКА",
    "ЕЛЕНА АЛЕНА ЛЕНА ЛЕНОЧКА",
    "ЕЛИЗАВЕТА ЛИЗА ЕЛИСАВЕТА ЛИЗОНЬКА",
    "ЗАХАР ЗАХАРИЙ",
    "ЗИНАИДА ЗИНА",
    "ИВАН ВАНЯ ИОАНН ВАНЕЧКА ВАНЬКА",
    "ИГНАТ ИГНАТИЙ",
    "ИГОРЬ ГАРИК ИГОРЕК",
    "ИЛЬЯ ИЛИЯ ИЛЮША ИЛЮХА",
    "ИННА ИННОЧКА",
    "ИННОКЕНТИЙ КЕША КЕНТИЙ",
    "КАМИЛА КАМИЛЛА",
    "КИРА КИРОЧКА",
    "КИРИЛЛ КИРЮША КИРА",
    "КОНСТАНТИН КОСТЯ КОСТИК",
    "КРИСТИНА КРИСТИНКА КРИСТЯ ХРИСТИНА",
    "КСЕНИЯ КСЮША ОКСАНА КСЕНЬЯ АКСИНЬЯ КСЕНА",
    "ЛАРИСА ЛАРА ЛОРА",
    "ЛЕВ ЛЕВА ЛЕВУШКА",
    "ЛЕОНИД ЛЕНЯ",
    "ЛИДИЯ ЛИДА",
    "ЛИЛИЯ ЛИЛЯ ЛИЛИАНА ЛИЛЬЯ",
    "ЛЮБОВЬ ЛЮБА",
    "ЛЮДМИЛА ЛЮДА МИЛА ЛЮСЯ",
    "МАКАР МАКАРИЙ",
    "МАКСИМ МАКС МАКСИМИЛИАН МАКСИМКА",
    "МАРГАРИТА РИТА МАРГО МАРГОША",
    "МАРИНА МАРИНКА МАРИША",
    "МАРИЯ МАРЬЯ МАША МАНЯ МАРУСЯ МАШЕНЬКА",
    "МАРК МАРКУС",
    "МАТВЕЙ МОТЯ МАТФЕЙ МАТВЕЮШКА",
    "МИЛАНА МИЛА",
    "МИРОСЛАВ СЛАВА МИРИК",
    "МИХАИЛ МИША МИХАЙЛО МИХА МИХАЭЛЬ",
    "НАДЕЖДА НАДЯ НАДЮША",
    "НАТАЛЬЯ НАТАЛИЯ НАТАША НАТА ТАША",
    "НИКИТА НИКИТКА НИК",
    "НИКОЛАЙ КОЛЯ НИКОЛА НИКОЛЯ",
    "НИНА НИНОЧКА",
    "ОЛЕГ ОЛЕЖКА ОЛЕЖЕК",
    "ОЛЬГА ОЛЯ ОЛЕНЬКА",
    "ПАВЕЛ ПАША ПАВЛИК ПАВЛУША",
    "ПЕТР ПЕТЯ ПЕТРУША",
    "ПОЛИНА ПОЛЯ АПОЛЛИНАРИЯ ПЕЛАГЕЯ",
    "РОМАН РОМА РОМКА",
    "РУСЛАН РУСИК РУСЯ",
    "СВЕТЛАНА СВЕТА СВЕТИК",
    "СЕМЕН СЕМА СИМЕОН СЕНЯ",
    "СЕРГЕЙ СЕРЕЖА СЕРЖ СЕРГИЙ",
    "СОФИЯ СОФЬЯ СОНЯ СОФА СОФИ СОФЬЮШКА",
    "СТАНИСЛАВ СТАС СЛАВА СТАСИК",
    "СТЕПАН СТЕПА СТЕФАН",
    "ТАИСИЯ ТАЯ ТАИСЬЯ ТАСЯ",
    "ТАТЬЯНА ТАНЯ ТАТИАНА ТАНЮША",
    "ТИМОФЕЙ ТИМА ТИМОША ТИМ",
    "ТИМУР ТИМА ТИМУРКА",
    "УЛЬЯНА УЛЯ УЛИАНА ИУЛИАНА ЮЛИАНА",
    "ФЕДОР ФЕДЯ ТЕОДОР ФЕОДОР",
    "ЭДУАРД ЭДИК ЭДВАРД",
    "ЭЛЬВИРА ЭЛЯ",
    "ЭМИЛИЯ ЭМИЛЬЯ ЭММА",
    "ЮЛИЯ ЮЛЯ ЮЛИАНА ИУЛИЯ ЮЛЬЯ",
    "ЮРИЙ ЮРА ЮРИК",
    "ЯКОВ ЯША ИАКОВ",
    "ЯНА ЯНИНА ЯНКА ЯНОЧКА",
    "ЯРОСЛАВ ЯРИК СЛАВА",
    "ЯРОСЛАВА ЯРА СЛАВА",
    "АРИНА ИРИНА АРИША",
    "МУХАММАД МУХАММЕД МАГОМЕД МОХАММЕД МАГОМЕТ МУХАМЕД",
    "ФАТИМА ПАТИМАТ ФАТЬМА",
    "АМИНА АМИНАТ",
    "ХАДИЖА ХАДИДЖА ХАДИЧА",
    "АЙШАТ АЙША АИША",
    "АХМЕД АХМАД АХМЕТ",
    "ИОСИФ ОСИП ЮСУФ ЮСИФ",
    "ИБРАГИМ ИБРАХИМ АБРАМ",
    "АЛИНА АЛЯ АЛИНОЧКА",
    "АЛИСА АЛЯ АЛИСОНЬКА",
    "АНЖЕЛИКА ЛИКА АНЖЕЛА",
    "РОДИОН РОДЯ",
    "САВЕЛИЙ САВВА САВА",
    "НАЗАР НАЗАРИЙ",
    "ДЕМЬЯН ДАМИАН ДЕМА",
    "ЕФИМ ФИМА",
    "ПРОХОР ПРОША",
    "СВЯТОСЛАВ СЛАВА СВЯТИК",
    "РОСТИСЛАВ РОСТИК СЛАВА",
    "МСТИСЛАВ СЛАВА",
    "ГЕРМАН ГЕРА",
    "МИЛЕНА МИЛА",
    "СТЕФАНИЯ СТЕША СТЕПАНИДА",
    "УСТИНЬЯ ЮСТИНА УСТЯ",
    "АГЛАЯ ГЛАША",
    "АГАТА АГАФЬЯ",
    "ИОАННА ЯНА ЖАННА ИВАННА",
    "ТИХОН ТИША",
    "АДЕЛИНА АДЕЛЬ ЛИНА",
    "ЭВЕЛИНА ЭВА ЛИНА",
    "ФИЛИПП ФИЛЯ ФИЛ",
];

#[cfg(test)]
mod tests {
    use super::{FORMS, GROUPS, are_variants};

    #[test]
    fn every_form_is_found_in_its_row_and_in_no_other() {
        let all = || GROUPS.iter().flat_map(|group| group.split(' '));
        assert_eq!(FORMS.iter().filter(|(_, row)| *row != 0).count(), all().count());
        for one in all() {
            for other in all() {
                let naive = GROUPS.iter().any(|group| {
                    let has = |name| group.split(' ').any(|form| form == name);
                    has(one) && has(other)
                });
                assert_eq!(are_variants(one, other), naive, "{one} {other}");
            }
            assert!(one.chars().count() <= 12, "{one}: longer than the letters of a word");
            assert!(!are_variants(one, "ПРОХОЖИЙ") && !are_variants("ПРОХОЖИЙ", one));
        }
    }

    #[test]
    fn every_row_holds_capitals_without_yo_and_no_form_twice() {
        for group in GROUPS {
            let forms: alloc::vec::Vec<_> = group.split(' ').collect();
            assert!(forms.len() > 1, "{group}");
            for (at, form) in forms.iter().enumerate() {
                assert!(!form.is_empty() && form.chars().all(|sign| ('А'..='Я').contains(&sign)));
                assert!(!forms[..at].contains(form), "{form} twice in {group}");
            }
        }
    }

    #[test]
    fn forms_of_one_name_are_variants_and_other_names_are_none() {
        assert!(are_variants("НАТАЛЬЯ", "НАТАЛИЯ"));
        assert!(are_variants("САША", "АЛЕКСАНДР"));
        assert!(are_variants("САША", "АЛЕКСАНДРА"));
        assert!(!are_variants("ИВАН", "ПЕТР"));
        assert!(!are_variants("АЛЕКСАНДР", "АЛЕКСЕЙ"));
    }
}
