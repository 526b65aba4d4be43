"""How does a moment leave the house for somebody's own calendar?

The only place that writes .ics (RFC 5545). What stands in it depends on its input alone, so that a subscription that
did not change is the same to the byte.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import cache

from icalendar import Calendar, Component, Event, Timezone
from icalendar.prop import vCalAddress, vUri

from okprofs.kernel.wall_time import AMSTERDAM, local

CONTENT_TYPE = "text/calendar; charset=utf-8"
CANCELLING = f"{CONTENT_TYPE}; method=CANCEL"
# How often whoever subscribed is asked to come again.
_COME_AGAIN = timedelta(hours=6)
# What some programs take for the end of a line, or refuse: everything unprintable but the line break itself.
_UNPRINTABLE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# The clock in Amsterdam by the rule of the European Union, in force since 1996.
_AMSTERDAM = """\
BEGIN:VTIMEZONE
TZID:Europe/Amsterdam
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


class Method(StrEnum):
    """What a file asks of the calendar that reads it (RFC 5546)."""

    PUBLISH = "PUBLISH"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Appointment:
    """Something in a calendar. `uid` names it for good; `sequence` grows with every change, at `changed_at`."""

    uid: str
    sequence: int
    changed_at: datetime
    starts_at: datetime
    ends_at: datetime
    title: str
    text: str = ""
    place: str = ""
    url: str = ""
    is_cancelled: bool = False
    # It may yet not be: whether somebody can come is still to be decided.
    is_tentative: bool = False
    # Who calls it off, name and address: calendars take that from nobody else.
    organiser: tuple[str, str] | None = None


def to_ics(appointments: Iterable[Appointment], name: str = "", method: Method = Method.PUBLISH) -> bytes:
    """A calendar of these appointments, in Dutch time; `name` is what a subscription is called. With `CANCEL` they are
    taken out of the calendar in which they stand."""
    calendar = Calendar()
    calendar.add("prodid", "-//OK-Profs//Bijeenkomsten//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method.value)
    if name:
        calendar.add("x-wr-calname", _plain(name))
        calendar.add("x-wr-timezone", AMSTERDAM.key)
        calendar.add("refresh-interval", _COME_AGAIN, {"value": "DURATION"})
        calendar.add("x-published-ttl", "PT6H")
    calendar.add_component(_amsterdam())
    for appointment in appointments:
        calendar.add_component(_event(appointment, is_cancelled=appointment.is_cancelled or method is Method.CANCEL))
    return bytes(calendar.to_ical())


def _event(appointment: Appointment, *, is_cancelled: bool) -> Event:
    event = Event()
    event.add("uid", _plain(appointment.uid))
    event.add("sequence", appointment.sequence)
    event.add("dtstamp", appointment.changed_at.replace(microsecond=0))
    event.add("dtstart", local(appointment.starts_at).replace(microsecond=0))
    event.add("dtend", local(appointment.ends_at).replace(microsecond=0))
    event.add("summary", _plain(appointment.title))
    for key, text in (("description", appointment.text), ("location", appointment.place)):
        if text:
            event.add(key, _plain(text))
    if appointment.url:
        event.add("url", vUri(_plain(appointment.url)))
    if appointment.organiser:
        name, address = appointment.organiser
        organiser = vCalAddress(f"mailto:{_plain(address)}")
        # A name stands between quotation marks, so it holds none, nor a line break.
        organiser.params["CN"] = " ".join(_plain(name).replace('"', "’").split()) or address
        event.add("organizer", organiser)
    event.add("status", "CANCELLED" if is_cancelled else "TENTATIVE" if appointment.is_tentative else "CONFIRMED")
    return event


def _plain(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text.replace("\r\n", "\n").replace("\r", "\n"))


@cache
def _amsterdam() -> Component:
    return Timezone.from_ical(_AMSTERDAM)
