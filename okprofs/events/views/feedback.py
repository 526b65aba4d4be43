"""Pages: what people thought; asked by a personal link, told to the organiser when the form is closed."""

from typing import Any

from flask import flash, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response

from okprofs.events.forms.feedback import FeedbackForm
from okprofs.events.models import Event
from okprofs.events.queries import feedback as queries
from okprofs.events.rules.feedback import Bar, Question, Result, is_open
from okprofs.events.services import feedback as services
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.wording_of_voices import GRADE_LABELS, QUESTION_LABELS
from okprofs.kernel.access import access, anyone
from okprofs.kernel.charts import bar_chart
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link

_OFFICE = "/beheer/bijeenkomsten/<string:slug>/mening"


def _label(question: Question, bar: Bar) -> str:
    """The answers that are told as one: "goed of heel goed"."""
    labels = [str(GRADE_LABELS[question][grade]) for grade in bar.grades]
    if len(labels) == 1:
        return labels[0]
    return str(gettext("%(first)s tot en met %(last)s", first=labels[0], last=labels[-1]))


def _shown(event: Event, result: Result) -> dict[str, Any]:
    """One question as the page shows it: a chart, and its table with a column for each group."""
    titles = {kind.id: kind.title for kind in event.ticket_types}
    rows = [(_label(result.question, bar), bar.people) for bar in result.bars]
    groups = [(titles.get(group or 0, gettext("Alle anderen")), bars) for group, bars in result.groups]
    merged = groups[0][1] if groups else ()
    return {
        "question": QUESTION_LABELS[result.question],
        "chart": bar_chart([(label, people, None, str(people)) for label, people in rows]),
        "rows": rows,
        "groups": [title for title, _ in groups],
        "group_rows": [
            (_label(result.question, bar), [bars[at].people for _, bars in groups]) for at, bar in enumerate(merged)
        ],
    }


@blueprint.get(_OFFICE)
@access(organiser)
def show_feedback(slug: str) -> Response:
    event = found_event(slug)
    asked = queries.round_of(event.id)
    opened = asked is not None and is_open(asked.closes_at, asked.closed_at, now())
    results = queries.results_of(event.id) if asked and asked.closed_at else None
    return page(
        event=event,
        asked=asked,
        is_open=opened,
        is_over=event.ends_at <= now(),
        answered=queries.answered(event.id) if asked else 0,
        results=results,
        questions=[_shown(event, result) for result in results.questions] if results else [],
    )


@blueprint.route(f"{_OFFICE}/vraag", methods=["GET", "POST"])
@access(organiser)
def create_feedback_round(slug: str) -> Response:
    event = found_event(slug)
    form = Form()

    def act() -> str:
        number = services.ask(event)
        said = ngettext("%(num)s deelnemer krijgt de vragen.", "%(num)s deelnemers krijgen de vragen.", number)
        flash(said, "ok")
        return url_for("events.show_feedback", slug=slug)

    return submit(form, act) or page(form=form, event=event, people=len(queries.who_was_there(event)))


@blueprint.route(f"{_OFFICE}/sluiting", methods=["GET", "POST"])
@access(organiser)
def edit_feedback_round(slug: str) -> Response:
    event = found_event(slug)
    form = Form()

    def act() -> str:
        services.close(event.id)
        flash(gettext("Het formulier is gesloten. Dit is wat mensen vonden."), "ok")
        return url_for("events.show_feedback", slug=slug)

    return submit(form, act) or page(form=form, event=event, answered=queries.answered(event.id))


@blueprint.route("/mening/<string:token>", methods=["GET", "POST"])
@limiter.limit("20/hour", methods=["POST"])
@access(anyone)
def create_feedback(token: str) -> Response:
    asked = queries.asked_by_link(token)
    if asked is None:
        return page_of_link(asked=None)
    form = FeedbackForm()

    def act() -> str:
        services.answer(asked.registration, form.given)
        return url_for("events.create_feedback", token=token)

    return submit(form, act) or page(form=form, asked=asked)
