"""Do the letters of membership say what they must, and do their links work as long as they should?"""

from datetime import timedelta

from flask import Flask

from okprofs.mail.rendering import render
from okprofs.membership import letters

WHY = {"until": "2026-03-30", "reason": [["Je werkt niet bij", "de overheid."], ["Tot later."]]}


def test_a_rejection_says_why_and_how_to_object(app: Flask) -> None:
    with app.app_context():
        text = render(
            letters.REJECTED, language="nl", facts=WHY | {"name": "Mirjam Smits", "clause": []}, secret=""
        ).text
    assert "Je werkt niet bij de overheid." in text
    assert "tot en met maandag 30 maart 2026 bezwaar maken" in text


def test_a_link_to_answer_works_as_long_as_one_may_answer(app: Flask) -> None:
    for kind in (letters.QUESTION, letters.ANSWER_WARNING):
        assert kind.link is not None
        assert kind.link.valid_for > timedelta(days=app.config["ANSWER_DAYS"])


def test_a_question_names_the_day_until_which_its_link_works(app: Flask) -> None:
    days = {"nl": "werkt tot en met maandag 30 maart 2026", "en": "works up to and including Monday 30 March 2026"}
    for language, day in days.items():
        with app.app_context():
            text = render(letters.QUESTION, language=language, facts=WHY | {"name": "Mirjam Smits"}, secret="").text
        assert day in text
        assert " 30 dagen" not in text
        assert " 30 days" not in text
