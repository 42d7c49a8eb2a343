//! Goal: a receipt says what the law asks for, proves itself, and shows nothing in a log.
//! Method: a grant, a refusal and a withdrawal in a real log; the texts typed by hand, the hashes
//! aside; each part of the evidence changed; canaries in every personal field.

#![expect(clippy::unwrap_used, reason = "in a test a panic is the report")]

#[path = "support/ledger.rs"]
mod ledger;
#[path = "support/lines.rs"]
mod lines;

use consent_model::actor::RepresentativeId;
use consent_model::consent::{Policy, TextVersion};
use consent_model::log::{HashFunction, Opening, ProofError, Salt, Sha256};
use consent_model::personal::ActRef;
use consent_model::receipt::{
    Act, Authority, AuthoritySource, Channel, ConsentRecord, ConsentText, Evidence, Holder, Place,
    Processing, Receipt, ReceiptError,
};
use esia_core::secrets::Personal;
use ledger::{Ledger, Operator, origin, stream_id};
use lines::moment;

fn processing() -> Processing {
    Processing {
        operator: "Школа № 1, г. Энск".into(),
        processor: Some("ООО «Дневник»".into()),
        purpose: "diary_sign_in".into(),
        purpose_text: "вход в электронный дневник".into(),
        data: vec!["фамилия, имя, отчество".into(), "СНИЛС".into()],
        actions: vec!["сбор".into(), "передача".into()],
        text: ConsentText {
            id: "Согласие на вход в дневник".into(),
            version: TextVersion::new("3".into()),
            sha256: Sha256::hash(&["текст".as_bytes()]),
        },
        withdrawal: "Госуслуги → Согласия → Отозвать".into(),
    }
}

fn authority(source: AuthoritySource) -> Authority {
    Authority { source, checked_at: moment(0) }
}

/// The receipt of the last of `lines`.
fn receipt(act: Act, lines: &[&str]) -> (Ledger, Receipt) {
    let mut ledger = Ledger::new();
    let mut stream = ledger.open("s-1", "2014-05-05", 0);
    for line in lines {
        assert!(ledger.say(&mut stream, 1, line), "{line}");
    }
    let head = ledger.head(1);
    let index = ledger.log.len().checked_sub(1).unwrap();
    let evidence = Evidence {
        origin: origin(),
        entry: ledger.log.entries().last().unwrap().clone(),
        proof: ledger.log.inclusion(index, head.head.size).unwrap(),
        head,
    };
    let receipt = Receipt {
        holder: Holder::Decider,
        act,
        decided_by: Personal::new("Канарейкина Мария".into()),
        pupil: Personal::new("Канарейкин Пётр".into()),
        processing: processing(),
        decided_at: moment(1),
        expires_at: None,
        authority: authority(AuthoritySource::EsiaLink),
        evidence,
    };
    (ledger, receipt)
}

const ASKED: &str = "self sign_in_attempted";

fn granted() -> (Ledger, Receipt) {
    receipt(Act::Granted, &[ASKED, "p approved"])
}

/// one operator, one purpose.
#[test]
fn a_receipt_of_a_grant_reads_as_the_law_asks() {
    let (_, receipt) = granted();
    let text = receipt.render();
    let lines: Vec<&str> = text.lines().collect();
    let expected = [
        "Квитанция: согласие на обработку персональных данных дано",
        "Кому выдана: принявшему решение",
        "Кто принял решение: Канарейкина Мария",
        "За кого: Канарейкин Пётр",
        "Основание полномочий: законный представитель; учётная запись ребёнка привязана на Госуслугах",
        "Полномочия проверены: 01.09.2026 08:00:00 (UTC+03:00)",
        "Когда принято решение: 01.09.2026 09:00:00 (UTC+03:00)",
        "Оператор персональных данных: Школа № 1, г. Энск",
        "По поручению оператора обрабатывает: ООО «Дневник»",
        "Цель обработки: вход в электронный дневник",
        "Персональные данные: фамилия, имя, отчество, СНИЛС",
        "Действия с данными: сбор, передача",
        "Текст согласия: Согласие на вход в дневник, редакция 3",
    ];
    assert_eq!(lines.get(..expected.len()).unwrap(), expected);
    let rest = lines.get(expected.len()..).unwrap().join("\n");
    for part in [
        "Срок действия: до отзыва",
        "Как отозвать: Госуслуги → Согласия → Отозвать",
        "Журнал: diary.example/consents",
        "Запись 3 из 3: ",
    ] {
        assert!(rest.contains(part), "{part} not in {rest}");
    }
    let Evidence { entry, head, .. } = &receipt.evidence;
    assert!(rest.contains(&entry.leaf::<Sha256>().to_string()));
    assert!(rest.contains(&head.head.root.to_string()));
}

#[test]
fn refusal_and_withdrawal_say_what_comes_next() {
    let (_, refused) = receipt(Act::Refused, &[ASKED, "p declined"]);
    let text = refused.render();
    assert!(text.starts_with("Квитанция: в согласии на обработку персональных данных отказано\n"));
    assert!(text.contains("Что дальше: без согласия вход в дневник закрыт"));
    assert!(!text.contains("Как отозвать"));
    let (_, withdrawn) = receipt(Act::Withdrawn, &[ASKED, "p approved", "p withdrawn"]);
    let text = withdrawn.render();
    assert!(text.starts_with("Квитанция: согласие на обработку персональных данных отозвано\n"));
    assert!(text.contains("будут уничтожены в течение 30 дней"));
}

#[test]
fn a_receipt_proves_itself_and_no_changed_part_of_it_does() {
    let (mut ledger, receipt) = granted();
    let public = ledger.operator.public();
    assert_eq!(receipt.verify(&public), Ok(()));
    assert_eq!(receipt.verify(&Operator::new(8).public()), Err(ReceiptError::Signature));
    let changed = |change: fn(&mut Receipt)| {
        let mut receipt = receipt.clone();
        change(&mut receipt);
        receipt.verify(&public)
    };
    let refused = changed(|receipt| receipt.act = Act::Refused);
    assert_eq!(refused, Err(ReceiptError::Record));
    let at_another_time = changed(|receipt| receipt.decided_at = moment(2));
    assert_eq!(at_another_time, Err(ReceiptError::Record));
    let unopened = changed(|receipt| receipt.evidence.entry.opening = None);
    assert_eq!(unopened, Err(ReceiptError::Opening));
    let wrong_salt = changed(|receipt| {
        let opening = receipt.evidence.entry.opening.take().unwrap();
        let opening = Opening::new(Salt::new([0; 32]), opening.expose().to_vec());
        receipt.evidence.entry.opening = Some(opening);
    });
    assert_eq!(wrong_salt, Err(ReceiptError::Opening));
    let other_leaf = changed(|receipt| {
        receipt.evidence.entry.previous = receipt.evidence.entry.commitment;
    });
    assert_eq!(other_leaf, Err(ReceiptError::Proof(ProofError::Root)));
    // What the school says is no grant, whoever prints the receipt.
    let mut by_staff = ledger.open("s-2", "2014-05-05", 1);
    ledger.say(&mut by_staff, 1, "self sign_in_attempted");
    assert!(!ledger.say(&mut by_staff, 1, "school approved"));
    let mut by_staff = receipt.clone();
    by_staff.evidence.entry = ledger.log.entries().last().unwrap().clone();
    assert_eq!(by_staff.verify(&public), Err(ReceiptError::Record));
    let mut other_size = receipt.clone();
    other_size.evidence.proof.size = 4;
    assert_eq!(other_size.verify(&public), Err(ReceiptError::Size));
    let mut other_head = receipt.clone();
    other_head.evidence.head.head.at = moment(2);
    assert_eq!(other_head.verify(&public), Err(ReceiptError::Signature));
    // It still proves itself when the operator's data are gone (I-34).
    let erasure = ledger.log.erase_episode(&stream_id("s-1"), 1, moment(3));
    assert_eq!(erasure.entries.len(), 3);
    assert_eq!(receipt.verify(&public), Ok(()));
}

/// T-15, I-33.
#[test]
fn no_canary_shows_in_debug_of_a_receipt_or_a_record() {
    let (ledger, mut receipt) = granted();
    let act = ActRef::parse("canary-act").unwrap();
    receipt.authority = authority(AuthoritySource::CourtAct(act));
    assert!(receipt.render().contains("акт суда или органа опеки: canary-act"));
    let handle = RepresentativeId::parse("canary-handle").unwrap();
    let personal = || Personal::new("canary".into());
    let record = ConsentRecord {
        consent_id: personal(),
        episode: 1,
        subject: stream_id("canary-stream"),
        representative: Some(handle),
        authority: receipt.authority.clone(),
        processing: processing(),
        language: "ru".into(),
        place: Place::ConsentSection,
        channel: Channel::Portal,
        requested_at: Some(moment(0)),
        notices: vec![personal()],
        decided_at: moment(1),
        decision: Act::Granted,
        decision_evidence: personal(),
        expires_at: None,
        policy: Policy::default(),
        previous: ledger.log.leaf(1).unwrap(),
    };
    let shown = format!("{receipt:?} {record:#?}");
    for canary in ["canary", "Канарейкин"] {
        assert!(!shown.contains(canary), "{canary} in {shown}");
    }
    assert_eq!(ConsentRecord::JURISDICTION, "RU");
}
