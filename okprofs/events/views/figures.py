"""Pages of the office: what can be counted of an event, as charts with their tables, and every file in one place."""

from collections.abc import Sequence

from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.models import Event
from okprofs.events.queries import figures as queries
from okprofs.events.rules.figures import at, running
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.exports import FORMATS
from okprofs.events.views.organising import found_event, organiser
from okprofs.kernel.access import access
from okprofs.kernel.charts import bar_chart, line_chart
from okprofs.kernel.clock import now
from okprofs.kernel.filters import short_date
from okprofs.kernel.forms import Form
from okprofs.kernel.pages import page
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.wording import KIND_LABELS

# For which days before the beginning the table gives the numbers.
MILESTONES = (60, 42, 28, 21, 14, 7, 3, 1, 0)


def _over_time(event: Event, events: Sequence[Event]) -> tuple[list[str], list[list[tuple[int, int]]]]:
    """A label and a line for this event and each earlier one; of what is to come no further than today."""
    tallies = queries.tallies(events)
    lines = [running(tallies.get(one.id, {}), _days_left(one)) for one in events]
    labels = [gettext("Deze bijeenkomst"), *(f"{one.title}, {short_date(one.starts_at)}" for one in events[1:])]
    return labels, lines


def _days_left(event: Event) -> int:
    return max(0, int((event.starts_at - now()).total_seconds() // queries.DAY))


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/cijfers")
@access(organiser)
def show_figures(slug: str) -> Response:
    event = found_event(slug)
    labels, lines = _over_time(event, [event, *queries.earlier_than(event)])
    furthest = max((points[0][0] for points in lines if points), default=0)
    days = [day for day in MILESTONES if day <= furthest] if furthest else []
    people = queries.people_of(event)
    kinds = [(str(KIND_LABELS[OrganisationKind(kind)]), number) for kind, number in people.kinds.groups]
    return page(
        event=event,
        labels=labels,
        over_time=line_chart(list(zip(labels, lines, strict=True))),
        days=[(day, [at(points, day) for points in lines]) for day in days],
        seats=bar_chart([_seats(kind.title, kind.taken, kind.capacity) for kind in event.ticket_types]),
        came=people.came,
        came_chart=bar_chart(
            [(one.ticket, one.came, one.expected, f"{one.came} / {one.expected}") for one in people.came]
        ),
        origins=[
            (gettext("Soort organisatie"), "soort", *_origin(kinds, people.kinds.others)),
            (gettext("Provincie"), "provincie", *_origin(people.provinces.groups, people.provinces.others)),
        ],
        exports=[(name, Form()) for name in FORMATS],
    )


def _seats(title: str, taken: int, capacity: int | None) -> tuple[str, int, int | None, str]:
    return (title, taken, capacity, str(taken) if capacity is None else f"{taken} / {capacity}")


def _origin(groups: Sequence[tuple[str, int]], others: int) -> tuple[list[tuple[str, int]], object]:
    rows = list(groups)
    if rows and others:
        rows.append((gettext("Alle anderen"), others))
    return rows, bar_chart([(label, number, None, str(number)) for label, number in rows])
