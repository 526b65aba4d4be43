"""Can every letter that the house writes be read, in both languages, as text and as HTML?

Every kind needs an example here: a new kind without one fails.
"""

from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from okprofs.kernel.addresses import absolute_url
from okprofs.mail.kinds import Kind, all_kinds
from okprofs.mail.rendering import Rendered, link_of, render
from okprofs.mail.wording import KINDS
from tests.conftest import on_one_engine

pytestmark = on_one_engine

SECRET = "s" * 43
EVENT = {
    "title": "Lean kwaliteitsmanagement: Zaak voor de top",
    "slug": "zaak-voor-de-top",
    "starts_at": "2011-11-10T09:00:00+00:00",
    "ends_at": "2011-11-10T15:30:00+00:00",
    "doors_open_at": "2011-11-10T08:30:00+00:00",
    "place": "Gemeentehuis Barneveld, Raadhuisplein 2",
    "calendar": {
        "uid": "x@okprofs.example",
        "sequence": 0,
        "changed_at": "2011-10-01T09:00:00+00:00",
        "organiser": ["NMKG", "bureau@okprofs.example"],
        "text": "Inspirerende voorbeelden uit Barneveld",
        "url": "https://okprofs.example/bijeenkomsten/zaak-voor-de-top",
    },
}
ORDER = {
    "event": EVENT,
    "contact": "Anneke Bakker",
    "attendees": [{"name": "Anneke Bakker", "ticket": "Hele dag", "price_cents": 10000}],
    "total_cents": 10000,
    "pay_until": "2011-10-27T21:59:00+00:00",
}
NAME = {"name": "Anneke Bakker"}
WAITS = {
    "ticket": "Hele dag",
    "price_cents": 10000,
    "held_until": "2011-10-20T09:00:00+00:00",
    "deadline_at": "2011-11-08T16:00:00+00:00",
}
WITH_WAITING = {**ORDER, "attendees": [{"name": "Jan", "ticket": "Ochtend", "price_cents": 6000, "waits": WAITS}]}
WAITING = {
    **NAME,
    **WAITS,
    "event": EVENT,
    "attendee": "Jan Visser",
    "is_own": False,
    "open_ticket": "Ochtend met lunch",
    "due_cents": 6000,
    "total_cents": 10000,
    "open_cents": 0,
    "overpaid_cents": 4000,
    "pay_until": None,
}
ON_LIST = {
    "event": EVENT,
    "contact": "Carla Contact",
    "position": 3,
    "until": "2011-11-08T16:00:00+00:00",
    "attendees": [{"name": "Jan Visser", "ticket": "Ochtend met lunch"}],
}
STATES = ("asked", "confirmed", "hold_ended", "full", "rejected", "withdrawn", "too_late", "given_up")
ATTENDEE = {**NAME, "event": EVENT, "contact": "Carla Contact", "ticket": "Hele dag"}
WORKSHOPS = [
    {
        "starts_at": "2011-11-10T13:30:00+00:00",
        "title": title,
        "room": "Raadzaal",
        "why": {"rank": rank, "chose": chose, "wanted": 31, "capacity": 12},
    }
    for title, rank, chose in (("Lean", 1, True), ("Lean", 3, True), ("Lean", None, True), ("Lean", None, False))
] + [{"starts_at": "2011-11-10T13:30:00+00:00", "title": None, "room": "", "why": {"rank": None, "chose": True}}]
PART = {"title": "Ronde 1", "room": "Raadzaal", "starts_at": EVENT["starts_at"], "ends_at": EVENT["ends_at"]}
NO_NEWS = dict.fromkeys(("is_gone", "is_closed", "is_renamed", "is_moved", "is_elsewhere"), False)
IN_CALENDAR = {
    **{key: EVENT[key] for key in ("title", "starts_at", "ends_at")},
    **{key: EVENT["calendar"][key] for key in ("uid", "sequence", "changed_at")},
}
SEAT_OF = {**NAME, "organisation": "gemeente Ede", "member": "Wim de Groot"}
UNTIL = {"until": "2026-03-30"}
OFFICE = {**NAME, "office": "reviewer"}

EXAMPLES: dict[str, list[dict[str, Any]]] = {
    "community/group_joined": [{**NAME, "group": "Concernkwaliteit"}],
    "membership/seat_offered": [{"organisation": "gemeente Ede", "contact": "Anneke Bakker"}],
    "membership/seat_offer_lapsed": [{**SEAT_OF, "address": "nina@ede.example"}],
    "membership/contact_lapsed": [{**SEAT_OF, "address": "nina@ede.example"}],
    "membership/seat_accepted": [SEAT_OF],
    "membership/seat_ending": [{**SEAT_OF, "ends_on": "2026-12-31"}, {**SEAT_OF, "ends_on": ""}],
    "membership/seat_ended": [{**SEAT_OF, "is_member": True}, {**SEAT_OF, "is_member": False}],
    "membership/seat_given_back": [SEAT_OF],
    "membership/contact_asked": [
        {"organisation": "gemeente Ede", "seats": 1},
        {"organisation": "gemeente Ede", "seats": 3},
    ],
    "membership/contact_changed": [{**SEAT_OF, "contact": "Wim de Groot"}],
    "membership/seats_to_confirm": [SEAT_OF],
    "membership/seats_ending": [{**SEAT_OF, "ends_on": "2026-12-31"}],
    "directory/new_members_fit": [
        {**NAME, "searches": [{"name": "Lean in Gelderland", "number": 3}]},
        {**NAME, "searches": [{"name": "Lean in Gelderland", "number": 1}, {"name": "Audit", "number": 25}]},
    ],
    "people/sign_in_link": [NAME],
    "people/password_reset": [NAME],
    "people/password_changed": [NAME],
    "people/address_confirm": [{**NAME, "old_address": "anneke@barneveld.example"}],
    "people/address_changed_notice": [NAME],
    "people/address_taken": [NAME],
    "people/appointed": [OFFICE],
    "people/dismissed": [OFFICE],
    "people/self_appointed": [{**OFFICE, "who": "Wim de Groot"}],
    "people/blocked": [NAME],
    "people/unblocked": [NAME],
    "people/forgotten_soon": [{**NAME, "forget_on": "2027-05-26"}],
    "membership/confirm_application": [{}],
    "membership/resume_application": [{}],
    "membership/already_member": [{"is_member": True}, {"is_member": False}],
    "membership/application_received": [NAME],
    "membership/question": [{**NAME, "until": "2026-04-13"}],
    "membership/answer_warning": [{**NAME, "until": "2026-04-13", "is_last": is_last} for is_last in (False, True)],
    "membership/applicant_wrote": [{**NAME, "application": "abc", "is_answer": is_one} for is_one in (True, False)],
    "membership/lapsed": [NAME],
    "membership/objection_received": [NAME],
    "membership/rejection_upheld": [{**NAME, "reason": [["Nee."], ["Tot later."]], "text": [["Dank je."]]}],
    "membership/rejection_overturned": [{**NAME, "reason": [["Ja."]], "number": 1042, "text": [["Fijn."]]}],
    "membership/office_reminder": [
        {
            **NAME,
            "cases": [
                {"public_id": "abc", "days": 31, "what": "application"},
                {"public_id": "def", "days": 1, "what": "objection"},
                {"public_id": "ghk", "days": 12, "what": "change"},
            ],
            "further": further,
        }
        for further in (0, 1, 12)
    ],
    "messages/message": [
        {**NAME, "sender": "Kees Kijker", "text": [["Hoe?"], ["Groet"]], "conversation": "abc", "line": line}
        for line in ("", "#-#-#-#-#")
    ],
    "messages/report_settled": [NAME],
    "messages/writing_ended": [NAME],
    "messages/writing_returned": [NAME],
    "membership/admitted": [{**NAME, "number": 1042}],
    "membership/rejected": [
        {**NAME, **UNTIL, "reason": [["Je werkt niet bij de overheid."]], "clause": [["vast of tijdelijk werken"]]},
        {**NAME, **UNTIL, "reason": [["Nog niet."], ["Tot later."]], "clause": []},
    ],
    "membership/withdrawn": [NAME],
    **{
        kind: [
            {**NAME, "with_member": with_member, "is_closed": is_closed}
            for with_member in (False, True)
            for is_closed in (False, True)
        ]
        for kind in ("membership/merged", "membership/separated")
    },
    "membership/nominated": [{"by": "Anneke Bakker"}],
    "membership/nominated_known": [{"by": "Anneke Bakker", "is_member": is_member} for is_member in (False, True)],
    "membership/network_invited": [{**NAME, **UNTIL, "source": "Netwerk Lean Gelderland"}],
    "membership/network_reminded": [{**NAME, **UNTIL, "source": "Netwerk Lean Gelderland"}],
    "membership/network_joined": [{**NAME, "number": 1042}],
    "membership/year_asked": [{**NAME, "confirm_by": "2026-12-01"}],
    "membership/year_reminded": [{**NAME, "next_step_on": "2027-01-30"}],
    "membership/year_suspended": [{**NAME, "next_step_on": "2027-04-30"}],
    "membership/year_ended": [NAME],
    "membership/recheck_confirmed": [NAME | {"category": "professional"}, NAME | {"category": "alumnus"}],
    "membership/became_alumnus": [NAME],
    "membership/category_changed": [
        {**NAME, "category": category} for category in ("professional", "network", "honorary", "alumnus")
    ],
    "membership/leaving": [{**NAME, "ends_on": "2026-12-01"}],
    "membership/left": [NAME],
    "membership/ended_by_office": [{**NAME, "reason": [["Je werkt niet meer", "in het vak."], ["Tot ziens."]]}],
    "events/door_opened": [{"title": EVENT["title"], "door": "Hoofdingang", "on_day": "2011-11-10"}],
    "events/order_confirmed": [WITH_WAITING, ORDER, {**ORDER, "event": {**EVENT, "doors_open_at": None}}],
    "events/order_changed": [ORDER],
    "events/on_waiting_list": [
        {**ON_LIST, "state": state, "is_confirmed": is_confirmed}
        for state, is_confirmed in (("joined", False), ("joined", True), ("offered", True))
    ],
    "events/off_waiting_list": [
        {**ON_LIST, "state": state}
        for state in ("lapsed", "left", "closed", "event_cancelled", "has_place", "not_admitted")
    ],
    "events/waiting": [{**WAITING, "state": state} for state in STATES],
    "events/waiting_of_attendee": [{**WAITING, "is_own": True, "state": state} for state in STATES],
    "events/comes_already": [EVENT],
    "events/certificate_ready": [{**EVENT, **NAME}],
    "events/reminder": [{**NAME, "event": EVENT, "instructions": [["Parkeren kan achter het huis."]]}],
    "events/attendee_reminder": [{**NAME, "event": {**EVENT, "doors_open_at": None}, "instructions": []}],
    "events/workshops_told": [
        {**EVENT, **NAME, "people": 84, "seed": "tvnr5k2x", "is_again": is_again, "places": WORKSHOPS}
        for is_again in (False, True)
    ],
    "events/order_cancelled": [
        {**ORDER, "cancelled": ["Anneke Bakker"], "cancellation_cents": 3000},
        {
            **ORDER,
            "cancelled": ["Anneke Bakker", "Jan Visser"],
            "attendees": [],
            "total_cents": 0,
            "cancellation_cents": 0,
        },
    ],
    "events/payment_reminder": [{**ORDER, "open_cents": 10000}],
    "events/order_lapsed": [
        {**ORDER, "pay_until": None, "cancelled": ["Jan Visser"], "cancellation_cents": 0, **rest}
        for rest in ({"attendees": []}, {}, {"cancelled": [], "returned": [{"name": "Jan", "ticket": "Hele dag"}]})
    ],
    "events/attendee_lapsed": [{**ATTENDEE, "lapsed": "Hele dag", "keeps": keeps} for keeps in (False, True)],
    "events/feedback_asked": [{**EVENT, **NAME, "until": "2011-11-25T09:00:00+00:00"}],
    "events/mailing": [
        {
            **EVENT,
            **NAME,
            "subject": "Neem een kaart mee",
            "text": [["De zaal is open."], ["Tot dan."]],
            "is_test": is_test,
        }
        for is_test in (False, True)
    ],
    "events/invitation": [{**NAME, "event": EVENT}],
    "events/invitation_reminder": [{**NAME, "event": EVENT, "until": "2011-11-08T16:00:00+00:00"}],
    "events/attendee_signed_up": [ATTENDEE],
    "events/attendee_ticket_changed": [ATTENDEE],
    "events/attendee_cancelled": [ATTENDEE],
    "events/attendee_replaced": [ATTENDEE],
    "events/handover_offered": [
        {**ATTENDEE, "attendee": "Piet Pietersen", "sign_in": "https://okprofs.example/inloggen"},
    ],
    "events/event_changed": [
        {"event": EVENT, "is_moved": True, "doors_moved": True, "is_elsewhere": False, "was": EVENT},
        {"event": EVENT, "is_moved": False, "doors_moved": False, "is_elsewhere": True, "was": EVENT},
    ],
    "events/membership_lapsed": [
        {
            **NAME,
            "lapse": lapse,
            "ends_on": "2011-11-01" if lapse == "leaving" else None,
            "has_open": is_closed,
            "sign_ups": [
                {
                    "title": "Lean kwaliteitsmanagement: zaak voor de top",
                    "starts_at": "2011-11-10T09:00:00+00:00",
                    "ticket": "Hele dag",
                    "is_closed": is_closed,
                }
            ],
        }
        for lapse, is_closed in (("suspended", True), ("leaving", True), ("other_kind", True), ("ended", False))
    ],
    "events/programme_changed": [
        {
            **EVENT,
            "was": PART,
            "becomes": becomes,
            "news": {
                **dict.fromkeys(("is_gone", "is_closed", "is_renamed", "is_moved", "is_elsewhere"), False),
                **news,
            },
            "workshop": workshop,
            "was_chosen": becomes is None,
            "calendars": calendars,
        }
        for becomes, news, workshop, calendars in (
            (None, {"is_gone": True}, "", []),
            (None, {"is_closed": True}, "", []),
            (PART, {"is_renamed": True, "is_moved": True, "is_elsewhere": True}, "Lean", [IN_CALENDAR]),
            ({**PART, "ends_at": None, "room": ""}, {"is_moved": True, "is_elsewhere": True}, "", []),
        )
    ],
    "events/event_cancelled": [{**EVENT, "reason": "De zaal is niet beschikbaar."}],
    "events/registration_cancelled_by_organiser": [{**EVENT, "attendee": "Anneke Bakker", "ticket": "Hele dag"}],
}
WRITTEN = [kind for kind in all_kinds() if not kind.name.startswith("tests/")]
CASES = [
    pytest.param(kind, facts, id=f"{kind.name}-{number}")
    for kind in WRITTEN
    for number, facts in enumerate(EXAMPLES.get(kind.name, []))
]


class Reader(HTMLParser):
    """What a mail program would show, fetch and open."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.links: list[str] = []
        self.sources: list[str] = []
        self.language = ""
        self.words = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self.tags.add(tag)
        self.language = attributes.get("lang") or self.language
        if tag == "a":
            self.links.append(attributes["href"] or "")
        self.sources += [value or "" for name, value in attrs if name in ("src", "background", "srcset")]

    def handle_data(self, data: str) -> None:
        self.words += data


def written(app: Flask, kind: Kind, facts: dict[str, Any], language: str) -> Rendered:
    with app.app_context():
        return render(kind, language=language, facts=facts, secret=SECRET)


def test_every_kind_has_an_example_and_a_name_for_the_office() -> None:
    names = {kind.name for kind in WRITTEN}
    assert names == set(EXAMPLES)
    assert names <= set(KINDS)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_a_letter_has_a_subject_a_text_and_the_same_words_in_html(
    app: Flask, kind: Kind, facts: dict[str, Any], language: str
) -> None:
    letter = written(app, kind, facts, language)
    assert 0 < len(letter.subject) <= 200
    assert letter.text.rstrip().endswith("OK-Profs")
    assert "\n\n\n" not in letter.text
    html = Reader(letter.html)
    assert html.language == language
    for line in letter.text.splitlines():
        assert line.strip() in html.words


@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_a_letter_fetches_nothing_and_links_only_to_us(app: Flask, kind: Kind, facts: dict[str, Any]) -> None:
    letter = written(app, kind, facts, "nl")
    html = Reader(letter.html)
    assert html.sources == []
    assert not html.tags & {"img", "script", "iframe", "form", "link", "object", "video", "base"}
    assert "url(" not in letter.html
    assert "@import" not in letter.html
    with app.app_context():
        home = absolute_url("site.show_home")
        personal = link_of(kind, SECRET)
    assert all(link.startswith(home) for link in html.links)
    assert all(urlsplit(link).hostname == urlsplit(home).hostname for link in html.links)
    if personal:
        assert personal in html.links
        assert personal in letter.text.splitlines()
    else:
        assert SECRET not in letter.text


@pytest.mark.parametrize(("kind", "facts"), CASES)
def test_nothing_that_someone_typed_becomes_a_link(app: Flask, kind: Kind, facts: dict[str, Any]) -> None:
    plain = Reader(written(app, kind, facts, "nl").html)
    hostile = written(app, kind, with_typed(facts, "http://evil.example/\r\n\r\nwww.evil.example <a href=x>"), "nl")
    assert len(Reader(hostile.html).links) == len(plain.links)
    assert "<a href=x>" not in hostile.html
    for part in (hostile.subject, hostile.text, hostile.html):
        assert "://evil" not in part
        assert "evil.example" not in part


WAITED = ("held_until", "deadline_at", "state")
DAYS = ("confirm_by", "next_step_on", "ends_on", "forget_on", "until", "on_day")
MOMENTS = ("starts_at", "ends_at", "doors_open_at", "changed_at", "pay_until")
KEPT = ("slug", "uid", "url", "office", *MOMENTS, *DAYS, *WAITED)


def with_typed(facts: Any, typed: str, name: str = "") -> Any:
    """The same facts, where every text that a person typed says `typed`."""
    if isinstance(facts, dict):
        return {key: with_typed(value, typed, key) for key, value in facts.items()}
    if isinstance(facts, list):
        return [with_typed(item, typed, name) for item in facts]
    return typed if isinstance(facts, str) and name not in KEPT else facts


def test_an_attachment_is_made_from_the_facts() -> None:
    [kind] = [kind for kind in WRITTEN if kind.name == "events/order_confirmed"]
    assert kind.attach is not None
    attachment = kind.attach(ORDER)
    assert attachment.file_name == "zaak-voor-de-top.ics"
    assert attachment.content_type.startswith("text/calendar")
    assert attachment.content.count(b"BEGIN:VEVENT") == 1
