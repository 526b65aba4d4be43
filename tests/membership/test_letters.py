"""Can every letter of membership be read, in both languages, with nothing in it that others typed?"""

from datetime import timedelta

import pytest
from flask import Flask

from okprofs.mail.kinds import all_kinds
from okprofs.mail.rendering import render
from okprofs.membership import letters
from okprofs.membership.rules.categories import Category

WHY = {"until": "2026-03-30", "reason": [["Je werkt niet bij", "de overheid."], ["Tot later."]]}
SEAT = {"name": "Mirjam Smits", "organisation": "gemeente Ede", "member": "Wim de Groot"}
FACTS = {
    "membership/confirm_application": [{}],
    "membership/resume_application": [{}],
    "membership/already_member": [{"is_member": True}, {"is_member": False}],
    "membership/nominated": [{"by": "Fatima El Amrani"}],
    "membership/nominated_known": [{"by": "Fatima El Amrani", "is_member": known} for known in (True, False)],
    "membership/seat_offered": [{"organisation": "gemeente Ede", "contact": "Anneke Bakker"}],
    "membership/seat_accepted": [SEAT],
    "membership/seat_ending": [{**SEAT, "ends_on": "2026-12-31"}, {**SEAT, "ends_on": ""}],
    "membership/seat_ended": [{**SEAT, "is_member": known} for known in (True, False)],
    "membership/seat_given_back": [SEAT],
    "membership/contact_asked": [{"organisation": "gemeente Ede", "seats": number} for number in (1, 3)],
    "membership/contact_changed": [{**SEAT, "contact": "Anneke Bakker"}],
    "membership/seats_to_confirm": [SEAT],
    "membership/seats_ending": [{**SEAT, "ends_on": "2026-12-31"}],
    "membership/application_received": [{"name": "Mirjam Smits"}],
    "membership/question": [{"name": "Mirjam Smits", "until": "2026-04-13"}],
    "membership/answer_warning": [
        {"name": "Mirjam Smits", "until": "2026-04-13", "is_last": False},
        {"name": "Mirjam Smits", "until": "2026-04-13", "is_last": True},
    ],
    "membership/lapsed": [{"name": "Mirjam Smits"}],
    "membership/office_reminder": [
        {
            "name": "Anneke Bakker",
            "cases": [
                {"public_id": "abc", "days": 31, "is_objection": False},
                {"public_id": "def", "days": 1, "is_objection": True},
            ],
            "further": further,
        }
        for further in (0, 1, 12)
    ],
    "membership/admitted": [{"name": "Mirjam Smits", "number": 1042}],
    "membership/rejected": [
        {"name": "Mirjam Smits", **WHY, "clause": []},
        {"name": "Mirjam Smits", "until": "2026-03-30", "reason": [["Nee."]], "clause": [["vast of tijdelijk"]]},
    ],
    "membership/objection_received": [{"name": "Mirjam Smits"}],
    "membership/rejection_upheld": [{"name": "Mirjam Smits", "reason": [["Nee."], ["Tot later."]]}],
    "membership/rejection_overturned": [{"name": "Mirjam Smits", "reason": [["Ja."]], "number": 1042}],
    "membership/withdrawn": [{"name": "Mirjam Smits"}],
    "membership/year_asked": [{"name": "Mirjam Smits", "confirm_by": "2026-12-01"}],
    "membership/year_reminded": [{"name": "Mirjam Smits", "next_step_on": "2027-01-30"}],
    "membership/year_suspended": [{"name": "Mirjam Smits", "next_step_on": "2027-04-30"}],
    "membership/year_ended": [{"name": "Mirjam Smits"}],
    "membership/recheck_confirmed": [{"name": "Mirjam Smits"}],
    "membership/became_alumnus": [{"name": "Mirjam Smits"}],
    "membership/category_changed": [{"name": "Mirjam Smits", "category": category.value} for category in Category],
    "membership/leaving": [{"name": "Mirjam Smits", "ends_on": "2026-12-01"}],
    "membership/left": [{"name": "Mirjam Smits"}],
    "membership/ended_by_office": [{"name": "Mirjam Smits", "reason": [["Je werkt niet", "in het vak."], ["Dag."]]}],
}


def test_there_is_an_example_of_every_letter() -> None:
    assert {kind.name for kind in all_kinds() if kind.name.startswith("membership/")} == set(FACTS)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", FACTS)
def test_a_letter_has_a_subject_a_text_and_html(app: Flask, name: str, language: str) -> None:
    [kind] = [kind for kind in all_kinds() if kind.name == name]
    with app.app_context():
        for facts in FACTS[name]:
            letter = render(kind, language=language, facts=facts, secret="s" * 43)
            assert letter.subject
            assert letter.text.rstrip().endswith("OK-Profs")
            assert "\n\n\n" not in letter.text
            assert "<html" in letter.html
            assert ("s" * 43 in letter.text) == (kind.link is not None)


def test_a_rejection_says_why_and_how_to_object(app: Flask) -> None:
    with app.app_context():
        text = render(letters.REJECTED, language="nl", facts=FACTS["membership/rejected"][0], secret="").text
    assert "Je werkt niet bij de overheid." in text
    assert "tot en met maandag 30 maart 2026 bezwaar maken" in text


def test_a_link_to_answer_works_as_long_as_one_may_answer(app: Flask) -> None:
    for kind in (letters.QUESTION, letters.ANSWER_WARNING):
        assert kind.link is not None
        assert kind.link.valid_for > timedelta(days=app.config["ANSWER_DAYS"])
