"""What stands on each paper of the day, and on a certificate: words and rows, for the documents to set."""

from collections import defaultdict
from typing import Any

from flask_babel import get_locale, gettext

from okprofs.events.models import Certificate, Event, SessionKind
from okprofs.events.queries import office as office_queries
from okprofs.events.queries.lapsed import lapsed_among
from okprofs.events.queries.workshops import rounds_of
from okprofs.events.rules.choosing import is_in_round
from okprofs.events.rules.documents import LABELS, Document
from okprofs.events.wording_of_certificates import DOCUMENT_LABELS, grouped
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.codes import qr_svg
from okprofs.kernel.filters import clock_time, hours, long_date, short_date
from okprofs.kernel.typesetting import typeset
from okprofs.kernel.wall_time import local


def paper(document: Document, event: Event, mark: str = "") -> bytes:
    """The PDF of a paper for the day; `mark` stands at the foot of a list of people."""
    data = {
        "title": str(DOCUMENT_LABELS[document]),
        "language": _language(),
        "event": f"{event.title} · {short_date(event.starts_at)}",
        "lead": " · ".join(filter(None, (event.title, long_date(event.starts_at), event.venue))),
        "foot": mark or f"OK-Profs · {event.title}",
    }
    if document.is_badge:
        width, height = LABELS.get(document, (0, 0))
        sheet = "label" if width else "a4"
        return typeset("badges", data | {"people": _people(event), "sheet": sheet, "width": width, "height": height})
    if document in (Document.ATTENDANCE, Document.SIGNATURES):
        signs = document is Document.SIGNATURES
        last = [gettext("Handtekening")] if signs else [gettext("Deelnamevorm"), gettext("Is er")]
        headings = [gettext("Nr."), gettext("Naam"), gettext("Organisatie"), *last]
        return typeset(
            "people", data | {"people": _people(event, is_for_the_door=not signs), "signs": signs, "headings": headings}
        )
    if document is Document.ROOMS:
        return typeset("rooms", data | {"rooms": _rooms(event)})
    is_named = document is Document.PLATES
    return typeset(
        "catering", data | {"are_numbers": not is_named, "parts": _plates(event) if is_named else _kitchen(event)}
    )


def _language() -> str:
    return str(get_locale())[:2]


def _people(event: Event, *, is_for_the_door: bool = False) -> list[dict[str, str]]:
    """Who comes. At the door stands beside the ticket type who is no member on that day, where it asks for that."""
    titles = {ticket_type.id: ticket_type.title for ticket_type in event.ticket_types}
    people = office_queries.attendees(event)
    lapsed = lapsed_among(event, people) if is_for_the_door else set()
    return [
        {
            "name": one.name,
            "organisation": one.organisation_name,
            "ticket": " · ".join(
                [titles[one.ticket_type_id], *([gettext("geen lid op die dag")] if one.id in lapsed else [])]
            ),
        }
        for one in people
    ]


def _rooms(event: Event) -> list[dict[str, Any]]:
    found: defaultdict[str, list[tuple[Any, str]]] = defaultdict(list)
    for session in event.sessions:
        if session.room:
            found[session.room].append((session, session.title))
    for one in rounds_of(event.id):
        for workshop in one.workshops:
            if workshop.room:
                found[workshop.room].append((one.session, workshop.title))
    return [
        {
            "name": room,
            "parts": [
                {
                    "time": _time(session),
                    "title": title,
                    "note": gettext("Besloten: voor leden en genodigden") if session.is_closed else "",
                }
                for session, title in sorted(parts, key=lambda part: (part[0].starts_at, part[1]))
            ],
        }
        for room, parts in sorted(found.items())
    ]


def _time(session: Any) -> str:
    begins = f"{local(session.starts_at):%-H.%M}"
    return f"{begins} – {local(session.ends_at):%-H.%M}" if session.ends_at else begins


def _kitchen(event: Event) -> list[dict[str, Any]]:
    """How many there are at each break, and how often each wish occurs."""
    breaks = [
        (
            f"{clock_time(session.starts_at)}: {session.title}",
            sum(one.taken for one in event.ticket_types if is_in_round(one.audience, session.is_closed)),
        )
        for session in event.sessions
        if session.kind is SessionKind.BREAK
    ]
    return [
        {
            "title": gettext("Hoeveel mensen"),
            "headings": [gettext("Wanneer"), gettext("Aantal")],
            "rows": [[label, str(number)] for label, number in [*breaks, (gettext("Hele bijeenkomst"), event.taken)]],
            "empty": "",
        },
        {
            "title": gettext("Dieetwensen"),
            "headings": [gettext("Wens"), gettext("Aantal")],
            "rows": [[wish, str(number)] for wish, number in office_queries.dietary_totals(event)],
            "empty": gettext("Niemand gaf een dieetwens op."),
        },
    ]


def _plates(event: Event) -> list[dict[str, Any]]:
    return [
        {
            "title": gettext("Voor wie het bord is"),
            "headings": [gettext("Naam"), gettext("Wens")],
            "rows": [list(row) for row in office_queries.dietary_names(event)],
            "empty": gettext("Niemand gaf een dieetwens op."),
        }
    ]


def certificate_paper(certificate: Certificate) -> bytes:
    """The PDF of a certificate, in the reader's language."""
    address = absolute_url("events.show_certificate", code=certificate.code)
    data = {
        "title": gettext("Bewijs van deelname"),
        "language": _language(),
        "name": certificate.name,
        "event": certificate.event_title,
        "when": long_date(certificate.event_on),
        "parts": [
            {"title": part["title"], "goals": part["goals"], "hours": hours(part["minutes"])}
            for part in certificate.parts
        ],
        "hours": hours(certificate.minutes),
        "goals": certificate.goals,
        "address": absolute_url("events.show_certificate"),
        "code": grouped(certificate.code),
        "drawing": qr_svg(address).decode(),
        "words": {
            "says": gettext("OK-Profs verklaart dat"),
            "took_part": gettext("heeft deelgenomen aan"),
            "parts": gettext("Gevolgde onderdelen"),
            "part": gettext("Onderdeel"),
            "hours": gettext("Uren"),
            "total": gettext("Totaal"),
            "goals": gettext("Leerdoelen"),
            "check": gettext("Controleer dit bewijs"),
            "issued": gettext("Gemaakt op %(day)s.", day=long_date(certificate.issued_at)),
            "drawing": gettext("QR-code met het adres waar je dit bewijs controleert"),
        },
    }
    return typeset("certificate", data)
