"""What do people read in our letters about their account?"""

from typing import Any

import pytest

from okprofs.mail.kinds import Kind, all_kinds
from okprofs.mail.rendering import render
from okprofs.people import letters
from okprofs.people.models import Office

FACTS = {
    "name": "Anneke Bakker",
    "who": "Piet Jansen",
    "office": "reviewer",
    "old_address": "anneke@barneveld.nl",
    "forget_on": "2027-05-26",
}
KINDS = [value for value in vars(letters).values() if isinstance(value, Kind)]


def test_all_letters_about_people_are_written_here() -> None:
    assert {kind.name for kind in KINDS} == {kind.name for kind in all_kinds() if kind.name.startswith("people/")}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_each_letter_has_a_subject_a_text_and_a_signature(app: Any, kind: Kind, language: str) -> None:
    with app.app_context():
        written = render(kind, language=language, facts=FACTS, secret="geheim-geheim")
    assert written.subject
    assert "Anneke Bakker" in written.text
    assert written.text.rstrip().endswith("OK-Profs")
    assert "<html" in written.html
    assert (kind.link is not None) == ("geheim-geheim" in written.text)
    if kind.link is not None:
        assert kind.link.valid_for.total_seconds() <= 30 * 60


@pytest.mark.parametrize(
    "kind", [letters.APPOINTED, letters.DISMISSED, letters.SELF_APPOINTED], ids=lambda kind: kind.name
)
@pytest.mark.parametrize("office", list(Office))
def test_every_office_has_a_word(app: Any, kind: Kind, office: Office) -> None:
    with app.app_context():
        assert render(kind, language="nl", facts={**FACTS, "office": office.value}, secret="").text
