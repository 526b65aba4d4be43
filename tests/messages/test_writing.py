"""Two members write with each other, and neither sees the address of the other."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from okprofs.journal.models import JournalEntry
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.refusals import Refused
from okprofs.mail.delivery import deliver_due
from okprofs.mail.mailbox import newest
from okprofs.mail.models import Letter
from okprofs.membership.models import Membership
from okprofs.membership.services.memberships import end_membership
from okprofs.messages import queries
from okprofs.messages.models import Conversation, Message, Side
from okprofs.messages.services.writing import block, forget_messages, send
from okprofs.people.models import Account
from okprofs.people.rules.visibility import Audience, Field
from tests.conftest import Browser
from tests.directory.makers import group, make_member
from tests.people.makers import fill

FIRST = "Hoe houden jullie dagstarts vol?\nIk zoek een voorbeeld."
ANSWER = "Kom eens kijken in Ede, op een maandag."


@pytest.fixture
def anneke(database: None) -> Account:
    return make_member("Anneke Bakker", email="anneke@ede.example")


@pytest.fixture
def kees(database: None) -> Account:
    """Who writes, and cannot be found nor written to."""
    return make_member("Kees Kijker", shows=[], email="kees@zwolle.example", is_findable=False)


def write(writer: Account, receiver: Account, text: str = FIRST) -> Conversation:
    with transaction():
        return send(text, by=writer.id, to=receiver.id)


def side(account: Account) -> Side:
    db.session.rollback()
    return db.session.scalars(sa.select(Side).where(Side.account_id == account.id)).one()


def refused(writer: Account, receiver: Account) -> list[str]:
    with pytest.raises(Refused) as raised:
        write(writer, receiver)
    return [refusal.code for refusal in raised.value.refusals]


def mails(app: Any) -> list[str]:
    """What went out, each as it left the house, and then forgotten."""
    deliver_due()
    folder = app.config["MAILBOX"]
    texts = []
    for path in sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns):
        texts.append(path.read_text())
        path.unlink()
    return texts


def test_two_members_write_with_each_other_and_neither_sees_an_address(
    app: Any, browser: Browser, anneke: Account, kees: Account
) -> None:
    browser.sign_in(kees)
    page = browser.get(f"/leden/{anneke.public_id}").text
    assert f"/leden/{anneke.public_id}/bericht" in page
    sent = fill(browser, f"/leden/{anneke.public_id}/bericht", text=FIRST)
    conversation = sent.location
    assert browser.get(f"/leden/{anneke.public_id}/bericht").location == conversation, "once begun it goes on there"
    deliver_due()
    mail, *others = newest()
    assert (mail.to, others) == ("anneke@ede.example", [])
    assert mail.subject == "Kees Kijker schrijft je"
    told = "\n".join(line for line, _ in mail.text)
    assert "Hoe houden jullie dagstarts vol?" in told
    assert f"http://localhost{conversation}" in told
    assert not any("kees@" in text for text in mails(app))

    browser.sign_in(anneke)
    inbox = browser.get("/mijn/berichten").text
    assert "Kees Kijker" in inbox
    assert "Nieuw" in inbox
    page = browser.get(conversation).text
    assert "Ik zoek een voorbeeld." in page
    assert "kees@" not in page
    assert browser.fill_in(conversation, form="gelezen").location == conversation
    assert "Nieuw" not in browser.get("/mijn/berichten").text.partition("<main")[2]
    fill(browser, conversation, text=ANSWER)
    (answer,) = mails(app)
    assert "To: kees@zwolle.example" in answer
    assert "anneke@" not in answer

    browser.sign_in(kees)
    page = browser.get(conversation).text
    assert ANSWER in page
    assert "anneke@" not in page
    browser.sign_in(make_member("Vera Vreemd"))
    assert browser.get(conversation).status_code == 404


def test_only_who_lets_members_write_is_written_to_and_any_other_is_as_if_not_there(browser: Browser) -> None:
    shows = [field for field in Field if field is not Field.MESSAGES]
    silent = make_member("Stille Stien", shows=shows)
    hidden = make_member("Verborgen Vic", is_findable=False)
    own = make_member("Anneke Bakker")
    browser.sign_in(own)
    assert "/bericht" not in browser.get(f"/leden/{silent.public_id}").text
    answers = [
        browser.get(f"/leden/{who}/bericht") for who in (silent.public_id, hidden.public_id, "niemand", own.public_id)
    ]
    assert [answer.status_code for answer in answers] == [404] * 4
    assert refused(own, silent) == refused(own, hidden) == ["takes_no_messages"]
    assert silent.profile.messages_audience is Audience.NOBODY


def test_who_lets_only_their_groups_write_is_to_all_others_as_if_not_there(browser: Browser, kees: Account) -> None:
    choosy = make_member("Guus Groep", to=Audience.GROUPS)
    other = make_member("Vera Vreemd")
    group(choosy, kees)
    page, form = f"/leden/{choosy.public_id}", f"/leden/{choosy.public_id}/bericht"
    browser.sign_in(other)
    assert form not in browser.get(page).text
    assert browser.get(form).status_code == 404
    assert refused(other, choosy) == ["takes_no_messages"]
    browser.sign_in(kees)
    assert form in browser.get(page).text
    assert fill(browser, form, text=FIRST).status_code == 303
    group(choosy)
    assert refused(kees, choosy) == ["takes_no_messages"]
    # Who got an answer goes on, in the group or not.
    write(choosy, kees, ANSWER)
    write(kees, choosy)


def test_who_was_written_to_may_answer_and_who_left_neither_writes_nor_is_written_to(
    anneke: Account, kees: Account
) -> None:
    write(kees, anneke)
    write(anneke, kees, ANSWER)
    with transaction():
        end_membership(db.session.scalars(sa.select(Membership).where(Membership.account_id == kees.id)).one())
    assert refused(anneke, kees) == ["takes_no_messages"]
    assert refused(kees, anneke) == ["writers_are_members"]


def test_nothing_of_what_was_written_stands_in_the_outbox_or_the_journal(anneke: Account, kees: Account) -> None:
    write(kees, anneke)
    db.session.rollback()
    kept = [*db.session.scalars(sa.select(sa.cast(Letter.facts, sa.String)))]
    entries = sa.select(JournalEntry).where(JournalEntry.action == "message_sent").order_by(JournalEntry.id)
    (entry,) = db.session.scalars(entries)
    assert kept
    assert not any("dagstarts" in text or "Kees" in text for text in kept)
    assert (entry.actor, entry.subject_id, entry.details) == (kees.public_id, kees.public_id, {})


def test_a_block_is_not_told_and_what_is_written_meanwhile_is_never_heard(
    app: Any, browser: Browser, anneke: Account, kees: Account
) -> None:
    path = f"/berichten/{write(kees, anneke).public_id}"
    write(anneke, kees, ANSWER)
    mails(app)
    browser.sign_in(kees)
    before = fill(browser, path, text="Dank je").headers
    mails(app)
    browser.sign_in(anneke)
    browser.fill_in(path, form="blokkade")
    assert refused(anneke, kees) == ["blocked_by_you"]
    browser.sign_in(kees)
    after = fill(browser, path, text="Hallo? Ben je er nog?")
    assert after.status_code == 303
    assert after.headers["Location"] == before["Location"]
    assert "Ben je er nog?" in browser.get(path).text, "the writer sees no difference"
    assert mails(app) == []
    browser.sign_in(anneke)
    browser.fill_in(path, form="opheffing")
    page = browser.get(path).text
    assert "Dank je" in page
    assert "Ben je er nog?" not in page
    assert not side(anneke).is_unread
    browser.sign_in(kees)
    fill(browser, path, text="Daar ben ik weer")
    assert len(mails(app)) == 1


def test_limits_count_what_the_last_day_saw(app: Any, anneke: Account, kees: Account) -> None:
    others = [make_member(f"Lid {number}") for number in range(3)]
    app.config.update(MESSAGES_A_DAY=4, MESSAGES_TO_ONE=2)
    try:
        for _ in range(2):
            write(kees, anneke)
        assert refused(kees, anneke) == ["messages_to_one_today"]
        write(kees, others[0])
        write(kees, others[1])
        assert refused(kees, others[2]) == ["messages_today"]
        with time_machine.travel(now() + timedelta(hours=24, seconds=1)):
            write(kees, anneke)
    finally:
        app.config.update(MESSAGES_A_DAY=20, MESSAGES_TO_ONE=10)


def test_what_is_old_is_thrown_away_and_a_block_stays(app: Any, anneke: Account, kees: Account) -> None:
    write(kees, anneke)
    other = make_member("Otto Oud")
    write(other, anneke)
    with transaction():
        block(side_of(anneke, kees))
    with time_machine.travel(now() + timedelta(days=app.config["MESSAGE_DAYS"] - 1)), transaction():
        forget_messages()
    assert count(Message) == 2
    with time_machine.travel(now() + timedelta(days=app.config["MESSAGE_DAYS"] + 1)), transaction():
        forget_messages()
    assert count(Message) == 0
    assert count(Conversation) == 1
    assert side_of(anneke, kees).blocked_at is not None


def test_what_is_left_of_a_conversation_does_not_tell_who_was_blocked(
    app: Any, browser: Browser, anneke: Account, kees: Account
) -> None:
    """Kees writes to two people, of whom one blocks him, and both conversations grow old."""
    bea = make_member("Bea Blokkeert")
    paths = {who: f"/berichten/{write(kees, who).public_id}" for who in (anneke, bea)}
    with transaction():
        block(side_of(bea, kees))
    browser.sign_in(kees)
    assert [browser.get(path).status_code for path in paths.values()] == [200, 200]
    with time_machine.travel(now() + timedelta(days=app.config["MESSAGE_DAYS"] + 1)):
        with transaction():
            forget_messages()
        browser.sign_in(kees)
        assert "Je hebt nog geen berichten" in browser.get("/mijn/berichten").text
        assert [browser.get(path).status_code for path in paths.values()] == [404, 404]
        assert [browser.get(f"/leden/{who.public_id}/bericht").status_code for who in paths] == [200, 200]
        mails(app)
        again = {who: fill(browser, f"/leden/{who.public_id}/bericht", text="Ben je er nog?").location for who in paths}
        assert all(again[who] != path for who, path in paths.items()), "both are new ones"
        assert all("Ben je er nog?" in browser.get(path).text for path in again.values())
        assert len(mails(app)) == 1, "the block holds all the same"
        browser.sign_in(bea)
        page = browser.get(again[bea]).text
        assert "Hef de blokkade op" in page
        assert "Ben je er nog?" not in page


def side_of(account: Account, other: Account) -> Side:
    db.session.rollback()
    found = queries.side_with(account.id, other.id)
    assert found is not None
    return found


def count(model: Any) -> int:
    db.session.rollback()
    return db.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0
