"""What does an event look like in somebody's own calendar, and can a text in it do harm?"""

import re
from datetime import UTC, datetime, timedelta

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.models import EventStatus
from okprofs.kernel.calendars import Appointment, to_ics
from okprofs.kernel.wall_time import AMSTERDAM
from tests.conftest import Browser
from tests.events.makers import make_event

NAMES = {
    "ORGANIZER",
    "UID",
    "SEQUENCE",
    "DTSTAMP",
    "DTSTART",
    "DTEND",
    "SUMMARY",
    "DESCRIPTION",
    "LOCATION",
    "URL",
    "STATUS",
}
ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=300) | st.sampled_from(
    ["x\r\nATTACH:http://evil.example", "x\nBEGIN:VALARM", "a;b,c\\d", "END:VEVENT\nEND:VCALENDAR", "\x00\x0b\u2028"]
)


def lines_of(ics: bytes) -> list[str]:
    """The content lines as RFC 5545 reads them: split at CR LF, unfolded. Nothing of the library that wrote them."""
    physical = ics.split(b"\r\n")
    assert physical.pop() == b""
    assert all(len(line) <= 75 for line in physical)
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    return re.sub(r"\r\n[ \t]", "", b"\r\n".join(physical).decode()).split("\r\n")


def appointment(**values: object) -> Appointment:
    start = datetime(2027, 3, 28, 8, tzinfo=UTC)
    defaults = {
        "uid": "abc@okprofs.example",
        "sequence": 3,
        "changed_at": datetime(2026, 11, 1, 12, 30, 15, 123456, tzinfo=UTC),
        "starts_at": start,
        "ends_at": start + timedelta(hours=7),
        "title": "Zaak voor de top",
    }
    return Appointment(**{**defaults, **values})  # type: ignore[arg-type]


@given(title=ANY_TEXT, text=ANY_TEXT, place=ANY_TEXT)
def test_no_text_adds_a_property_or_breaks_a_line(title: str, text: str, place: str) -> None:
    ics = to_ics([appointment(title=title, text=text, place=place), appointment(uid="def@okprofs.example")])
    lines = lines_of(ics)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 2
    first = lines[lines.index("BEGIN:VEVENT") + 1 : lines.index("END:VEVENT")]
    names = [re.split("[;:]", line, maxsplit=1)[0] for line in first]
    assert len(names) == len(set(names))
    assert set(names) <= NAMES
    assert {line for line in lines if line.startswith("BEGIN:")} == {
        f"BEGIN:{kind}" for kind in ("VCALENDAR", "VTIMEZONE", "DAYLIGHT", "STANDARD", "VEVENT")
    }
    assert len(icalendar.Calendar.from_ical(ics).events) == 2


def test_the_time_is_dutch_time_with_its_rules(browser: Browser) -> None:
    lines = lines_of(to_ics([appointment()]))
    # The clock went forward that night: 8.00 UTC is 10.00 in Amsterdam.
    assert "DTSTART;TZID=Europe/Amsterdam:20270328T100000" in lines
    assert "DTSTAMP:20261101T123015Z" in lines
    assert "TZID:Europe/Amsterdam" in lines
    assert "SEQUENCE:3" in lines


def test_an_event_can_be_put_in_a_calendar(browser: Browser) -> None:
    event = make_event(calendar_sequence=4)
    response = browser.get(f"/bijeenkomsten/{event.slug}.ics")
    assert response.content_type == "text/calendar; charset=utf-8"
    assert f"filename={event.slug}.ics" in response.headers["Content-Disposition"]
    found = icalendar.Calendar.from_ical(response.data).events[0]
    assert found["UID"] == f"{event.public_id}@localhost"
    assert found["SEQUENCE"] == 4
    assert found["STATUS"] == "CONFIRMED"
    assert found.start.astimezone(AMSTERDAM) == event.starts_at
    assert found["URL"] == f"http://localhost/bijeenkomsten/{event.slug}"
    assert "Raadhuisplein 2" in found["LOCATION"]


def test_nothing_of_what_is_closed_stands_in_a_calendar(browser: Browser) -> None:
    event = make_event()
    text = browser.get(f"/bijeenkomsten/{event.slug}.ics").text + browser.get("/bijeenkomsten/agenda.ics").text
    assert "Beraad over het vak" not in text
    assert "Trouwzaal" not in text


@pytest.mark.parametrize("path", ["/bijeenkomsten/agenda.ics", "/bijeenkomsten/top.ics"])
def test_two_fetches_are_the_same_to_the_byte(browser: Browser, path: str) -> None:
    make_event(slug="top")
    assert browser.get(path).data == browser.get(path).data


def test_the_subscription_holds_what_comes_and_what_just_was_but_no_draft(browser: Browser) -> None:
    make_event(20, title="Komt nog")
    make_event(25, title="Gaat niet door", status=EventStatus.CANCELLED)
    make_event(-20, title="Was net")
    make_event(-200, title="Lang geleden")
    make_event(30, title="Concept", status=EventStatus.DRAFT)
    found = icalendar.Calendar.from_ical(browser.get("/bijeenkomsten/agenda.ics").data).events
    assert [str(event["SUMMARY"]) for event in found] == ["Was net", "Komt nog", "Gaat niet door"]
    assert [str(event["STATUS"]) for event in found] == ["CONFIRMED", "CONFIRMED", "CANCELLED"]


def test_an_empty_agenda_is_still_a_calendar(browser: Browser) -> None:
    response = browser.get("/bijeenkomsten/agenda.ics")
    assert response.status_code == 200
    assert icalendar.Calendar.from_ical(response.data).events == []
