"""The mail that did not go: what an administrator sees of it, and can do."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.mail.models import Letter, LetterState
from okprofs.people.models import Office
from tests.conftest import Browser
from tests.mail.makers import HELD, letter, make_letter
from tests.pages import forms_of
from tests.people.makers import make_account


@pytest.fixture
def administrator(browser: Browser) -> Browser:
    return browser.sign_in(make_account("Wim de Groot", offices=[Office.ADMINISTRATOR]))


def put(public_id: str, **values: object) -> None:
    with transaction() as session:
        session.execute(sa.update(Letter).where(Letter.public_id == public_id).values(**values))


def deeds() -> list[str]:
    db.session.rollback()
    query = sa.select(JournalEntry.action).where(JournalEntry.subject_kind == "letters").order_by(JournalEntry.id)
    return list(db.session.scalars(query))


def test_only_an_administrator_sees_it(browser: Browser) -> None:
    assert browser.get("/beheer/post").status_code == 303
    for office in set(Office) - {Office.ADMINISTRATOR}:
        assert browser.sign_in(make_account(offices=[office])).get("/beheer/post").status_code == 403


def test_when_all_mail_went_it_says_so(administrator: Browser) -> None:
    make_letter()
    sent = make_letter()
    put(sent, state=LetterState.SENT)
    assert "Alle post is weg" in administrator.get("/beheer/post").text


def test_what_failed_is_uncertain_or_late_is_shown_without_the_whole_address(administrator: Browser) -> None:
    failed = make_letter(to="geheim@barneveld.example")
    put(failed, state=LetterState.FAILED, trouble="550 <geheim@barneveld.example> unknown", attempts=1)
    put(make_letter(HELD), state=LetterState.HELD, trouble="the line broke")
    with time_machine.travel(now() - timedelta(minutes=16)):
        make_letter()
    page = administrator.get("/beheer/post").text
    for word in ("Mislukt", "Onzeker", "Te laat", "g•••@barneveld.example", "1 poging", "Nog niet geprobeerd"):
        assert word in page
    assert "geheim" not in page


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.HELD])
def test_a_letter_can_be_sent_again(administrator: Browser, state: LetterState) -> None:
    public_id = make_letter()
    put(public_id, state=state, attempts=70, trouble="550")
    answer = administrator.fill_in("/beheer/post", form=f"{public_id}/verzending")
    assert answer.status_code == 303
    again = letter(public_id)
    assert (again.state, again.attempts, again.trouble) == (LetterState.QUEUED, 0, "")
    assert again.give_up_at > now() + timedelta(hours=71)
    assert deeds() == ["letter_sent_again"]


def test_a_letter_can_count_as_sent(administrator: Browser) -> None:
    public_id = make_letter(HELD)
    put(public_id, state=LetterState.HELD)
    answer = administrator.fill_in("/beheer/post", form=f"{public_id}/afhandeling")
    assert answer.status_code == 303
    assert letter(public_id).state is LetterState.SENT
    assert deeds() == ["letter_counted_as_sent"]
    assert "Alle post is weg" in administrator.get("/beheer/post").text


def test_what_went_meanwhile_is_left_alone(administrator: Browser) -> None:
    public_id = make_letter()
    put(public_id, state=LetterState.FAILED)
    data = form_values(administrator, public_id)
    put(public_id, state=LetterState.SENT)
    assert administrator.post(f"/beheer/post/{public_id}/verzending", data=data).status_code == 404
    assert letter(public_id).state is LetterState.SENT
    assert deeds() == []


def test_a_letter_in_a_workers_hands_is_left_alone(administrator: Browser) -> None:
    public_id = make_letter()
    put(public_id, state=LetterState.FAILED)
    data = form_values(administrator, public_id)
    put(public_id, state=LetterState.CLAIMED, lease_until=now() + timedelta(minutes=2))
    assert administrator.post(f"/beheer/post/{public_id}/verzending", data=data).status_code == 404
    assert letter(public_id).state is LetterState.CLAIMED


def test_two_presses_are_one_deed(administrator: Browser) -> None:
    public_id = make_letter()
    put(public_id, state=LetterState.FAILED)
    data = form_values(administrator, public_id)
    for _ in range(2):
        assert administrator.post(f"/beheer/post/{public_id}/verzending", data=data).status_code == 303
    assert deeds() == ["letter_sent_again"]


def test_many_letters_are_shown_a_page_at_a_time(administrator: Browser) -> None:
    for number in range(51):
        make_letter(to=f"{number}@gemeente.nl")
    with transaction() as session:
        session.execute(sa.update(Letter).values(state=LetterState.FAILED))
    first, second = administrator.get("/beheer/post").text, administrator.get("/beheer/post?pagina=2").text
    assert first.count("/verzending") == 50
    assert second.count("/verzending") == 1


def form_values(browser: Browser, public_id: str) -> dict[str, str]:
    page = browser.get("/beheer/post").text
    return next(form.values for form in forms_of(page) if form.action.endswith(f"{public_id}/verzending"))
