"""An organiser makes an event, from an empty form to the agenda."""

import re
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from okprofs.events.models import Event, EventStatus, SessionKind
from okprofs.kernel.clock import today
from okprofs.kernel.db import db
from okprofs.kernel.wall_time import local
from okprofs.people.models import Account
from tests.conftest import Browser
from tests.events.makers import make_event
from tests.pages import forms_of
from tests.people.makers import deeds

NEW = "/beheer/bijeenkomsten/nieuw"


def filled(**values: str) -> dict[str, str]:
    """What an organiser types for a new event."""
    return {
        "title": "Lean: zaak voor de top",
        "summary": "Een dag over Lean.",
        "day": (today() + timedelta(days=40)).isoformat(),
        "doors_open": "9:30",
        "starts": "10:00",
        "ends": "16:30",
        "venue": "Gemeentehuis",
        "address": "Raadhuisplein 2, Barneveld",
        **values,
    }


def stored(slug: str) -> Event:
    db.session.rollback()
    return db.session.scalars(sa.select(Event).where(Event.slug == slug)).one()


def test_an_event_goes_from_an_empty_form_to_the_agenda(desk: Browser) -> None:
    answer = desk.fill_in(NEW, **filled())
    assert answer.status_code == 303
    base = answer.location
    assert base == "/beheer/bijeenkomsten/lean-zaak-voor-de-top"
    overview = desk.get(base).text
    assert "Zet ten minste één onderdeel in het programma." in overview
    assert "Voeg ten minste één deelnamevorm toe." in overview

    answer = desk.fill_in(
        base + "/programma/nieuw", title="Ontvangst", kind="break", starts="9:30", ends="10:00", is_closed=[]
    )
    assert answer.status_code == 303
    answer = desk.fill_in(
        base + "/deelnamevormen/nieuw", title="Ochtend", audience="everyone", price="€ 60", capacity="80"
    )
    assert answer.status_code == 303
    assert "Klaar om te publiceren" in desk.get(base).text

    answer = desk.fill_in(base + "/publicatie")
    assert answer.status_code == 303
    event = stored("lean-zaak-voor-de-top")
    assert event.status is EventStatus.PUBLISHED
    assert event.ticket_types[0].price_cents == 6000
    assert local(event.starts_at).strftime("%H:%M") == "10:00"
    assert event.sessions[0].kind is SessionKind.BREAK
    assert {"event_created", "programme_session_added", "ticket_type_added", "event_published"} <= set(deeds())
    assert "Lean: zaak voor de top" in desk.get("/bijeenkomsten").text


def test_publishing_names_everything_that_is_missing(desk: Browser) -> None:
    base = desk.fill_in(NEW, **filled(summary="", venue="", address="")).location
    answer = desk.fill_in(base + "/publicatie")
    assert answer.status_code == 422
    for sentence in (
        "Vul in waar de bijeenkomst is.",
        "Schrijf een samenvatting.",
        "Zet ten minste één onderdeel in het programma.",
        "Voeg ten minste één deelnamevorm toe.",
    ):
        assert sentence in answer.text
    assert stored("lean-zaak-voor-de-top").status is EventStatus.DRAFT


def test_what_has_already_begun_is_not_published(desk: Browser) -> None:
    event = make_event(days_from_now=-1, status=EventStatus.DRAFT)
    answer = desk.fill_in(f"/beheer/bijeenkomsten/{event.slug}/publicatie")
    assert answer.status_code == 422
    assert "al begonnen of voorbij" in answer.text


def test_an_empty_form_says_per_field_what_is_missing_and_keeps_what_was_typed(desk: Browser) -> None:
    answer = desk.fill_in(NEW, summary="Dit bleef staan", starts="half tien", day="2027-02-30")
    assert answer.status_code == 422
    for sentence in ("Vul een titel in.", "Vul een datum in, bijvoorbeeld", "Vul een tijd in, bijvoorbeeld 9:30."):
        assert sentence in answer.text
    assert "Dit bleef staan" in answer.text
    assert 'value="half tien"' in answer.text


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "99999-01-01", "2027-13-01", "x" * 500, "٢٠٢٧-٠١-٠١"])
def test_a_strange_date_is_a_sentence_and_not_a_bug(desk: Browser, day: str) -> None:
    for field in ("day", "sign_up_opens_on", "sign_up_closes_on"):
        assert desk.fill_in(NEW, **filled(**{field: day})).status_code in (303, 422)


def test_the_hour_that_the_clock_skips_is_refused_in_words(desk: Browser) -> None:
    answer = desk.fill_in(NEW, **filled(day="2027-03-28", doors_open="", starts="2:30", ends="16:00"))
    assert answer.status_code == 422
    assert "de klok gaat een uur vooruit" in answer.text


def test_the_hour_that_comes_twice_is_refused_in_words(desk: Browser) -> None:
    answer = desk.fill_in(NEW, **filled(day="2027-10-31", doors_open="", starts="2:30", ends="16:00"))
    assert answer.status_code == 422
    assert "de klok gaat een uur terug" in answer.text


def test_times_that_contradict_each_other_are_refused(desk: Browser) -> None:
    tomorrow = (today() + timedelta(days=1)).isoformat()
    answer = desk.fill_in(NEW, **filled(ends="9:00", sign_up_opens_on=tomorrow, sign_up_closes_on=today().isoformat()))
    assert answer.status_code == 422
    assert "De bijeenkomst eindigt niet na het begin." in answer.text
    assert "De aanmelding sluit voordat zij opengaat." in answer.text


def test_a_second_event_with_the_same_title_gets_its_own_address(desk: Browser) -> None:
    first = desk.fill_in(NEW, **filled()).location
    second = desk.fill_in(NEW, **filled()).location
    assert second == first + "-2"


def test_an_address_that_is_taken_or_malformed_is_refused(desk: Browser) -> None:
    desk.fill_in(NEW, **filled(slug="lean"))
    taken = desk.fill_in(NEW, **filled(slug="lean"))
    assert taken.status_code == 422
    assert "Het adres “lean” is al van een andere bijeenkomst." in taken.text
    for slug in ("nieuw", "Lean!", "a/b", "-lean", "agenda.ics"):
        assert "alleen kleine letters" in desk.fill_in(NEW, **filled(slug=slug)).text


def test_a_title_without_letters_still_gets_an_address(desk: Browser) -> None:
    day = today() + timedelta(days=40)
    assert desk.fill_in(NEW, **filled(title="???")).location.endswith(f"/bijeenkomst-{day.isoformat()}")


def test_the_address_of_a_draft_may_change_and_of_what_is_published_not(desk: Browser) -> None:
    draft = make_event(status=EventStatus.DRAFT)
    answer = desk.fill_in(f"/beheer/bijeenkomsten/{draft.slug}/gegevens", slug="nieuw-adres")
    assert answer.location == "/beheer/bijeenkomsten/nieuw-adres"
    event = make_event(slug="vast")
    answer = desk.fill_in("/beheer/bijeenkomsten/vast/gegevens", slug="anders")
    assert answer.status_code == 422
    assert "Het adres ligt vast" in answer.text
    assert stored("vast").id == event.id


def test_the_description_is_previewed_by_the_one_function_and_nothing_is_saved(desk: Browser) -> None:
    page = desk.get(NEW)
    answer = desk.fill_in(NEW, **filled(description="**vet** <script>x</script>"), preview="1")
    assert page.status_code == answer.status_code == 200
    assert "<strong>vet</strong>" in answer.text
    assert "<script>x" not in answer.text
    assert "Lean: zaak voor de top" in answer.text
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Event)) == 0


def test_a_new_date_takes_the_programme_along_at_the_same_time_of_day(browser: Browser, organiser: Account) -> None:
    with time_machine.travel("2027-03-01 12:00+01:00", tick=True):
        event = make_event(days_from_now=20)
        answer = browser.sign_in(organiser).fill_in(f"/beheer/bijeenkomsten/{event.slug}/gegevens", day="2027-04-08")
        assert answer.status_code == 303
        sessions = stored(event.slug).sessions
        assert [local(session.starts_at).strftime("%H:%M") for session in sessions] == [
            "09:30",
            "10:00",
            "12:30",
            "13:30",
        ]
        assert {local(session.starts_at).date() for session in sessions} == {date(2027, 4, 8)}


def test_a_calendar_is_told_of_a_new_time_place_or_title_and_of_nothing_else(desk: Browser) -> None:
    event = make_event()
    url = f"/beheer/bijeenkomsten/{event.slug}/gegevens"
    desk.fill_in(url, description="Nieuwe tekst")
    assert stored(event.slug).calendar_sequence == 0
    for number, change in enumerate(({"title": "Anders"}, {"venue": "Elders"}, {"ends": "17:00"}), start=1):
        assert desk.fill_in(url, **change).status_code == 303
        assert stored(event.slug).calendar_sequence == number


def test_a_draft_counts_no_calendar_changes(desk: Browser) -> None:
    event = make_event(status=EventStatus.DRAFT)
    desk.fill_in(f"/beheer/bijeenkomsten/{event.slug}/gegevens", title="Anders")
    assert stored(event.slug).calendar_sequence == 0


def test_what_is_published_is_not_moved_to_the_past_nor_emptied(desk: Browser) -> None:
    event = make_event()
    url = f"/beheer/bijeenkomsten/{event.slug}/gegevens"
    answer = desk.fill_in(url, day=(today() - timedelta(days=3)).isoformat(), venue="", summary="")
    assert answer.status_code == 422
    for sentence in ("al begonnen of voorbij", "Vul in waar de bijeenkomst is.", "Schrijf een samenvatting."):
        assert sentence in answer.text


def differences_on(html: str) -> list[list[str]]:
    """The rows of the table that shows where a form differs from what stands now."""
    body = html.partition('role="table"')[2].partition("</table>")[0].partition("<tbody")[2]
    rows = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in body.split("</tr>")[:-1]]
    return [[re.sub(r"<[^>]*>", "", cell) for cell in row] for row in rows]


def test_the_second_of_two_organisers_is_told_and_loses_nothing(app: Flask, desk: Browser, organiser: Account) -> None:
    event = make_event()
    url = f"/beheer/bijeenkomsten/{event.slug}/gegevens"
    first, second = (app.test_client().sign_in(organiser) for _ in range(2))
    [opened_first], [opened_second] = (
        [form for form in forms_of(client.get(url).text) if not form.action] for client in (first, second)
    )
    assert first.post(url, data={**opened_first.values, "title": "Van de eerste"}).status_code == 303
    answer = second.post(url, data={**opened_second.values, "summary": "Van de tweede"})
    assert answer.status_code == 422
    assert "Iemand anders heeft dit veranderd" in answer.text
    assert "Van de tweede" in answer.text
    assert differences_on(answer.text) == [
        ["Titel", opened_second.values["title"], "Van de eerste"],
        ["Samenvatting", "Van de tweede", opened_second.values["summary"]],
    ]
    assert stored(event.slug).title == "Van de eerste"
    [again] = [form for form in forms_of(answer.text) if not form.action]
    assert second.post(url, data=again.values).status_code == 303
    assert stored(event.slug).summary == "Van de tweede"


def test_a_cancelled_event_is_no_longer_changed(desk: Browser) -> None:
    event = make_event(status=EventStatus.CANCELLED)
    base = f"/beheer/bijeenkomsten/{event.slug}"
    ticket_type = event.ticket_types[0].public_id
    session = event.sessions[0].public_id
    for url in (
        "/gegevens",
        f"/programma/{session}",
        f"/programma/{session}/verwijdering",
        f"/deelnamevormen/{ticket_type}",
        f"/deelnamevormen/{ticket_type}/verwijdering",
    ):
        answer = desk.fill_in(base + url)
        assert answer.status_code == 422, url
        assert "Deze bijeenkomst is afgelast." in answer.text
