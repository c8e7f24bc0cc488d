use super::*;

fn facts(counts: &[(Status, usize)]) -> AnswerFacts {
    let mut facts =
        AnswerFacts { counts: [0; Status::ALL.len()], places: Places::Nowhere, change: None };
    for (status, count) in counts {
        facts.counts[*status as usize] = *count;
    }
    facts
}

fn said(facts: &AnswerFacts) -> [String; 2] {
    [Lang::Zh, Lang::En].map(|lang| {
        Phrases(lang).answer(facts).into_iter().map(|piece| piece.text).collect::<String>()
    })
}

#[track_caller]
fn check(facts: &AnswerFacts, zh: &str, en: &str) {
    assert_eq!(said(facts), [zh, en]);
}

/// A status without a place would be counted in the whole and said nowhere.
#[test]
fn every_status_has_one_place_in_the_sentence() {
    for status in Status::ALL {
        let places: [&[Status]; 4] = [&GOOD, &TROUBLE, &[Status::NoData, Status::AtRisk], &OTHERS];
        let count = places.iter().filter(|statuses| statuses.contains(&status)).count();
        assert_eq!(count, 1, "{status:?}");
    }
}

#[test]
fn none_one_two_and_many_targets() {
    check(&facts(&[]), "暂无可考核的目标。", "No targets to assess yet.");
    check(&facts(&[(Status::Behind, 1)]), "1个目标：滞后。", "1 target: behind.");
    check(
        &facts(&[(Status::Met, 1), (Status::OnTrack, 1)]),
        "2个目标全部已达成或进度正常。",
        "Both targets are met or on track.",
    );
    check(
        &facts(&[(Status::Met, 12)]),
        "12个目标全部已达成或进度正常。",
        "All 12 targets are met or on track.",
    );
    check(
        &facts(&[(Status::Met, 1), (Status::Behind, 1)]),
        "2个目标中，1个已达成或进度正常（50%）；1个滞后。",
        "1 of 2 targets is met or on track (50%); 1 is behind.",
    );
    check(
        &facts(&[
            (Status::Met, 100),
            (Status::OnTrack, 45),
            (Status::Missed, 20),
            (Status::Breached, 1),
            (Status::Behind, 6),
            (Status::NoData, 1),
            (Status::AtRisk, 2),
            (Status::NotDue, 29),
            (Status::Waived, 1),
        ]),
        "205个目标中，145个已达成或进度正常（70%）；27个未达成、已不达标或滞后；1个缺数据；2个需关注；其余30个未开始或不适用。",
        "145 of 205 targets are met or on track (70%); 27 are missed, already missed or behind; 1 has no data; 2 are at risk; the other 30 are not due or waived.",
    );
}

#[test]
fn nothing_good_and_nothing_wrong() {
    check(
        &facts(&[(Status::Behind, 2), (Status::Missed, 1)]),
        "3个目标中，尚无已达成或进度正常的；3个未达成或滞后。",
        "None of the 3 targets is met or on track; 3 are missed or behind.",
    );
    check(
        &facts(&[(Status::Met, 2), (Status::NotDue, 1)]),
        "3个目标中，2个已达成或进度正常（66%）；没有未达成或滞后的；其余1个未开始。",
        "2 of 3 targets are met or on track (66%); none is missed or behind; the other 1 is not due.",
    );
    check(
        &facts(&[(Status::NotDue, 4), (Status::Unquantified, 1)]),
        "5个目标均未开始或未设指标值。",
        "All 5 targets are not due or without a value.",
    );
}

#[test]
fn where_a_status_is_withheld_no_group_is_said_to_be_empty() {
    check(
        &facts(&[(Status::Met, 1), (Status::Withheld, 1)]),
        "2个目标中，1个已达成或进度正常（50%）；其余1个不公开。",
        "1 of 2 targets is met or on track (50%); the other 1 is not published.",
    );
    check(
        &facts(&[(Status::Behind, 2), (Status::Withheld, 1)]),
        "3个目标中，2个滞后；其余1个不公开。",
        "Of 3 targets: 2 are behind; the other 1 is not published.",
    );
    check(&facts(&[(Status::Withheld, 2)]), "2个目标均不公开。", "Both targets are not published.");
}

#[test]
fn where_and_since_when() {
    let mut told = facts(&[(Status::Met, 9), (Status::Behind, 11)]);
    told.places = Places::Most(
        vec![("鹿鸣".to_owned(), 6), ("石桥".to_owned(), 2), ("枫林".to_owned(), 2)],
        PlaceCount::Schools(5),
    );
    let since = Day::parse("2024-05-31").unwrap();
    told.change = Some(ChangeCounts { since, new: 2, gone: 1 });
    check(
        &told,
        "20个目标中，9个已达成或进度正常（45%）；11个滞后，涉及5所学校，较多的是鹿鸣（6）、石桥（2）、枫林（2）。自上月末（5月31日）以来，未达成或滞后的新增2个、减少1个。",
        "9 of 20 targets are met or on track (45%); 11 are behind, at 5 schools, with the most at 鹿鸣 (6), 石桥 (2) and 枫林 (2). Since 31 May, missed or behind: 2 new, 1 gone.",
    );
    told.places = Places::Targets(vec!["送教课时".to_owned(), "走访".to_owned()], true);
    told.change = Some(ChangeCounts { since, new: 0, gone: 0 });
    check(
        &told,
        "20个目标中，9个已达成或进度正常（45%）；11个滞后：送教课时、走访等。未达成或滞后的与上月末（5月31日）相同。",
        "9 of 20 targets are met or on track (45%); 11 are behind: 送教课时, 走访 and others. Missed or behind: the same as on 31 May.",
    );
    told.places = Places::OneEach(11);
    told.change = Some(ChangeCounts { since, new: 0, gone: 3 });
    check(
        &told,
        "20个目标中，9个已达成或进度正常（45%）；11个滞后，分布在11所学校。自上月末（5月31日）以来，未达成或滞后的减少3个。",
        "9 of 20 targets are met or on track (45%); 11 are behind, at 11 schools. Since 31 May, missed or behind: 3 gone.",
    );
}

#[test]
fn nothing_wrong_and_nothing_changed_needs_no_word() {
    let mut told = facts(&[(Status::Met, 3)]);
    let since = Day::parse("2024-05-31").unwrap();
    told.change = Some(ChangeCounts { since, new: 0, gone: 0 });
    check(&told, "3个目标全部已达成或进度正常。", "All 3 targets are met or on track.");
}

#[test]
fn numbers_lead_to_their_lists() {
    let mut told = facts(&[(Status::Met, 9), (Status::Behind, 11)]);
    told.places = Places::Most(vec![("鹿鸣".to_owned(), 6)], PlaceCount::Schools(1));
    let since = Day::parse("2024-05-31").unwrap();
    told.change = Some(ChangeCounts { since, new: 2, gone: 0 });
    let pieces = Phrases(Lang::Zh).answer(&told);
    let mut led = Vec::new();
    for piece in &pieces {
        led.extend(piece.lead.map(|lead| (piece.text.as_str(), lead)));
    }
    assert_eq!(
        led,
        [
            ("20个目标", Lead::Targets),
            ("9个", Lead::Targets),
            ("11个", Lead::Todo),
            ("鹿鸣", Lead::Place(0)),
            ("新增2个", Lead::Changes),
        ]
    );
}
