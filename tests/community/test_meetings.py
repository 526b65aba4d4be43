"""A group writes down when it met, and each who was there keeps the hours."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from okprofs.community import services
from okprofs.community.models import IntervisionGroup, IntervisionHours, IntervisionMeeting
from okprofs.community.queries import attended_by
from okprofs.community.services import Written
from okprofs.kernel.clock import today
from okprofs.kernel.db import db, transaction
from okprofs.kernel.facts import announce
from okprofs.kernel.refusals import Refused
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from tests.community.makers import main_of, make_group
from tests.conftest import Browser
from tests.directory.makers import make_member
from tests.pages import forms_of
from tests.people.makers import deeds, fill

pytestmark = pytest.mark.usefixtures("database")


def written(*there: Account, ago: int = 3, minutes: int = 120, offered: tuple[Account, ...] = ()) -> Written:
    """All of whom are ticked, besides those who could have been."""
    ids = [one.id for one in there]
    return Written(today() - timedelta(days=ago), minutes, "Geheim", [*ids, *(one.id for one in offered)], ids)


def wrote(group: IntervisionGroup, writer: Account, *others: Account, ago: int = 3) -> str:
    with transaction():
        return services.write_down(group, writer, written(*others, ago=ago)).public_id


def minutes_of(*people: Account) -> list[list[int]]:
    db.session.rollback()
    return [[one.minutes for one in attended_by(person.id)] for person in people]


def codes(refused: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [refusal.code for refusal in refused.value.refusals]


def test_each_who_was_there_finds_the_hours_and_nobody_else_the_subject(browser: Browser) -> None:
    anneke, kees = make_member("Anneke Bakker"), make_member("Kees Kijker")
    hidden = make_member("Hans Hidden", is_findable=False)
    group = make_group(anneke, kees, hidden)
    own = f"/mijn/groepen/{group.public_id}"
    browser.sign_in(anneke)
    assert "Nog geen intervisies" in browser.get(own).text
    filled_in = {"held_on": str(today() - timedelta(days=3)), "minutes": "150", "subject": "Geheim"}
    alone = fill(browser, f"{own}/intervisies/nieuw", **filled_in)
    assert alone.status_code == 422
    assert "Vink aan wie er nog meer bij was." in alone.text
    assert "Hans" not in alone.text
    assert fill(browser, f"{own}/intervisies/nieuw", **filled_in, there=kees.public_id).location == own
    # Who is not to be found is named by nobody, and says so themselves.
    browser.sign_in(hidden)
    assert "Geheim" in browser.get(own).text
    assert browser.fill_in(own, form="/aanwezigheid").location == own
    assert deeds()[-2:] == ["meeting_written", "meeting_attended"]
    browser.sign_in(kees)
    seen = main_of(browser, own)
    assert "Jij, Anneke Bakker, 1 ander" in " ".join(seen.split())
    assert "2 uur en 30 minuten" in seen
    assert minutes_of(anneke, kees, hidden) == [[150]] * 3
    year = (today() - timedelta(days=3)).year
    assert f"{year}: samen 2,5 uur" in main_of(browser, "/mijn/uren")
    lines = browser.get("/mijn/uren/bestand/csv").data.decode("utf-8-sig").splitlines()
    assert lines[1].startswith(f"{year};")
    assert lines[1].endswith(";Intervisie;Concernkwaliteit;2,50;")
    assert "Geheim" not in "".join(lines)
    browser.sign_in(make_member("Vera Visser"))
    assert browser.get(own).status_code == 404


def test_who_was_there_puts_it_right_and_who_was_not_does_not(browser: Browser) -> None:
    anneke, kees, mia = (make_member(name) for name in ("Anneke Bakker", "Kees Kijker", "Mia Mulder"))
    group = make_group(anneke, kees, mia)
    own = f"/mijn/groepen/{group.public_id}"
    meeting = f"{own}/intervisies/{wrote(group, anneke, kees)}"
    browser.sign_in(mia)
    assert browser.get(meeting).status_code == browser.get(f"{meeting}/verwijdering").status_code == 404
    browser.sign_in(kees)
    # The wrong Kees: not he was there, but Mia.
    assert fill(browser, meeting, minutes="60", there=[anneke.public_id, mia.public_id]).location == own
    assert minutes_of(anneke, kees, mia) == [[60], [], [60]]
    assert browser.get(meeting).status_code == 404
    browser.sign_in(mia)
    assert fill(browser, f"{meeting}/verwijdering").location == own
    assert minutes_of(anneke, kees, mia) == [[], [], []]
    assert deeds()[-3:] == ["meeting_written", "meeting_changed", "meeting_removed"]


def test_who_can_be_found_since_the_form_was_shown_was_not_asked_about_and_keeps_their_hours(browser: Browser) -> None:
    anneke, kees = make_member("Anneke Bakker"), make_member("Kees Kijker")
    hidden = make_member("Hans Hidden", is_findable=False)
    group = make_group(anneke, kees, hidden)
    meeting = f"/mijn/groepen/{group.public_id}/intervisies/{wrote(group, anneke, kees, hidden)}"
    browser.sign_in(anneke)
    shown = forms_of(browser.get(meeting).text)[-1].values
    with transaction():
        hidden.profile.is_findable = True
        announce(ProfileChanged(hidden.id))
    assert browser.post(meeting, data={**shown, "minutes": "60"}).status_code == 303
    assert minutes_of(anneke, kees, hidden) == [[60]] * 3


def test_where_nobody_lets_themselves_be_found_each_says_so_themselves(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker")
    hans, hetty = (make_member(name, is_findable=False) for name in ("Hans Hidden", "Hetty Hidden"))
    group = make_group(anneke, hans, hetty)
    own = f"/mijn/groepen/{group.public_id}"
    browser.sign_in(anneke)
    page = main_of(browser, f"{own}/intervisies/nieuw")
    assert "Wie erbij was, zet zichzelf erbij." in page
    assert "Wie waren er" not in page
    assert fill(browser, f"{own}/intervisies/nieuw", held_on=str(today()), minutes="60").location == own
    meeting = db.session.scalars(sa.select(IntervisionMeeting.public_id)).one()
    # It can be put right too, also once there is somebody whom one could tick.
    assert fill(browser, f"{own}/intervisies/{meeting}", minutes="75").location == own
    with transaction():
        hetty.profile.is_findable = True
        announce(ProfileChanged(hetty.id))
    assert fill(browser, f"{own}/intervisies/{meeting}", minutes="90").location == own
    another = {"held_on": str(today() - timedelta(days=1)), "minutes": "60"}
    assert "Vink aan wie er nog meer bij was." in fill(browser, f"{own}/intervisies/nieuw", **another).text
    browser.sign_in(hans)
    assert browser.fill_in(own, form="/aanwezigheid").location == own
    assert minutes_of(anneke, hans, hetty) == [[90], [90], []]


def test_who_is_the_only_one_left_in_a_group_meets_nobody(browser: Browser) -> None:
    anneke = make_member("Anneke Bakker")
    group = make_group(anneke)
    page = f"/mijn/groepen/{group.public_id}/intervisies/nieuw"
    assert "Je bent nog alleen in deze groep" in main_of(browser.sign_in(anneke), page)
    with pytest.raises(Refused) as refused:
        wrote(group, anneke)
    assert codes(refused) == ["meeting_too_few"]


def test_who_left_keeps_their_hours_whatever_the_group_does() -> None:
    anneke, kees, mia = (make_member(name) for name in ("Anneke Bakker", "Kees Kijker", "Mia Mulder"))
    group = make_group(anneke, kees, mia)
    meeting = wrote(group, anneke, kees, mia)
    with transaction():
        services.leave(group, mia)
    with transaction():
        services.change(group, meeting, anneke, 1, written(anneke, minutes=60, offered=(kees,)))
    assert minutes_of(anneke, kees, mia) == [[60], [], [120]]
    with transaction():
        services.remove(group, meeting, anneke)
    assert minutes_of(anneke, kees, mia) == [[], [], [120]]
    # Who comes back is not counted twice when it is written down anew.
    with transaction():
        services.add(group, mia.email)
    wrote(group, anneke, kees, mia)
    assert minutes_of(mia) == [[120]]
    with transaction():
        services.end_group(group)
    assert minutes_of(anneke, kees, mia) == [[120], [120], [120]]
    assert db.session.scalars(sa.select(IntervisionMeeting)).all() == []
    with pytest.raises(Refused) as refused:
        wrote(group, anneke, kees)
    assert codes(refused) == ["not_in_group"]


def test_two_at_once_lose_nothing_and_count_nothing_twice() -> None:
    anneke, kees = make_member("Anneke Bakker"), make_member("Kees Kijker")
    group = make_group(anneke, kees)
    meeting = wrote(group, anneke, kees)
    with pytest.raises(Refused) as refused:
        wrote(group, kees, anneke)
    assert codes(refused) == ["meeting_day_taken"]
    for _ in range(2):
        with transaction():
            services.attend(group, meeting, kees)
    with transaction():
        services.change(group, meeting, anneke, 1, written(anneke, kees, minutes=60))
    with pytest.raises(Refused) as refused, transaction():
        services.change(group, meeting, kees, 1, written(anneke, kees, minutes=90))
    assert codes(refused) == ["meeting_changed_meanwhile"]
    assert minutes_of(anneke, kees) == [[60], [60]]


def test_what_was_written_before_someone_came_is_not_theirs_to_read(browser: Browser) -> None:
    anneke, kees, mia = (make_member(name) for name in ("Anneke Bakker", "Kees Kijker", "Mia Mulder"))
    group = make_group(anneke, kees)
    wrote(group, anneke, kees)
    with transaction():
        services.add(group, mia.email)
    wrote(group, anneke, kees, ago=1)
    browser.sign_in(mia)
    assert main_of(browser, f"/mijn/groepen/{group.public_id}").count("Geheim") == 1


def test_what_a_group_met_about_is_forgotten_before_the_hours() -> None:
    anneke, kees = make_member("Anneke Bakker"), make_member("Kees Kijker")
    group = make_group(anneke, kees)
    meetings = [wrote(group, anneke, kees, ago=ago) for ago in (1, 2, 3)]
    with transaction() as session:
        for public_id, days in zip(meetings, (0, 740, 7 * 366 + 1), strict=True):
            one = session.scalars(sa.select(IntervisionMeeting).where(IntervisionMeeting.public_id == public_id)).one()
            one.held_on = today() - timedelta(days=days)
            for hours in one.hours:
                hours.held_on = one.held_on
    with transaction():
        services.forget_meetings()
    db.session.rollback()
    assert db.session.scalars(sa.select(IntervisionMeeting.public_id)).all() == meetings[:1]
    assert minutes_of(anneke, kees) == [[120, 120]] * 2
    assert (
        len(
            db.session.scalars(
                sa.select(IntervisionHours.meeting_id).where(IntervisionHours.meeting_id.is_(None))
            ).all()
        )
        == 2
    )
