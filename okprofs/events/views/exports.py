"""Who comes, as a spreadsheet: what the page shows of each, and no more."""

from collections.abc import Sequence
from datetime import datetime

from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.models import Event, Registration
from okprofs.events.queries.doors import attendance_of
from okprofs.kernel.spreadsheets import Value, to_csv, to_xlsx
from okprofs.kernel.wall_time import local

FORMATS = ("xlsx", "csv")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def headings() -> list[str]:
    return [
        gettext("Naam"),
        gettext("Organisatie"),
        gettext("E-mailadres"),
        gettext("Deelnamevorm"),
        gettext("Prijs in euro's"),
        gettext("Aangemeld op"),
        gettext("Afgemeld op"),
        gettext("Aangemeld door"),
        gettext("Aanwezig"),
    ]


def rows(event: Event, registrations: Sequence[Registration]) -> list[list[Value]]:
    """A row for each; no diets, for those are not for lists that travel."""
    titles = {ticket_type.id: ticket_type.title for ticket_type in event.ticket_types}
    attendance = attendance_of(event)
    return [
        [
            registration.name,
            registration.organisation_name,
            registration.email,
            titles[registration.ticket_type_id],
            registration.price_cents / 100,
            registration.made_at,
            registration.cancelled_at,
            registration.order.contact_name,
            _present(attendance.get(registration.public_id, ())),
        ]
        for registration in registrations
    ]


def _present(moments: Sequence[datetime]) -> Value:
    """Since when someone was there; of several days each in words; nothing for who was not."""
    if len(moments) > 1:
        return ", ".join(f"{local(moment):%d-%m-%Y %H:%M}" for moment in moments)
    return moments[0] if moments else None


def spreadsheet(event: Event, registrations: Sequence[Registration], file_format: str, mark: str = "") -> Response:
    """The file, as an answer that a browser saves; `file_format` is xlsx or csv. `mark` stands below the list."""
    lines = rows(event, registrations)
    if mark:
        lines += [[], [mark]]
    if file_format == "xlsx":
        answer = Response(to_xlsx(gettext("Deelnemers"), headings(), lines), content_type=_XLSX)
    else:
        answer = Response(to_csv(headings(), lines), content_type="text/csv; charset=utf-8")
    answer.headers.set("Content-Disposition", "attachment", filename=f"deelnemers-{event.slug}.{file_format}")
    return answer
