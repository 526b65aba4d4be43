"""Pages of the office: dividing people over the workshops of an event, by hand where needed, and telling them."""

from collections.abc import Callable
from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext, ngettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from okprofs.events.forms.workshops import MoveForm, SeenForm
from okprofs.events.models import Event
from okprofs.events.queries.division import Division, division_of
from okprofs.events.rules.allocation import Allocation, Problem, tally
from okprofs.events.rules.choosing import costs_of_moving, may_move
from okprofs.events.services import composing
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.kernel.access import access
from okprofs.kernel.filters import someone
from okprofs.kernel.forms import submit
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import Refused, sentence


def page_of(event: Event) -> str:
    return url_for("events.show_division", slug=event.slug)


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/indeling")
@access(organiser)
def show_division(slug: str) -> Response:
    event = found_event(slug)
    division = division_of(event)
    problem = division.problem
    return page(
        event=event,
        division=division,
        groups=_groups(division),
        unplaced=[one for one in problem.sittings if one not in _placed(division)],
        tally=tally(problem, division.places),
        conflicts=[sentence(refusal) for refusal in composing.kept_conflicts(division.plan)],
        chose=len({person for person, _ in problem.ranks}),
        form=SeenForm(data={"seen": str(division.plan.version)}),
    )


@blueprint.post("/beheer/bijeenkomsten/<string:slug>/indeling/berekening")
@access(organiser)
def create_division(slug: str) -> Response:
    event = found_event(slug)
    form = SeenForm()
    if not form.validate_on_submit():
        abort(400)
    try:
        # Before the transaction: nobody waits while it is worked out.
        answer: Allocation | Refused = composing.worked_out(division_of(event), form.seen_version)
    except Refused as refused:
        answer = refused

    def act() -> str:
        if isinstance(answer, Refused):
            raise answer
        composing.keep_division(event, form.seen_version, answer)
        flash(gettext("De indeling is berekend. Niemand heeft nog bericht gekregen."), "ok")
        return page_of(event)

    return submit(form, act) or _back(form, event)


@blueprint.post("/beheer/bijeenkomsten/<string:slug>/indeling/losmaken")
@access(organiser)
def delete_division_locks(slug: str) -> Response:
    event = found_event(slug)

    def act(form: SeenForm) -> None:
        composing.unlock_all(event, form.seen_version)
        flash(gettext("Niemand staat meer vast. Opnieuw indelen verdeelt iedereen."), "ok")

    return _done(event, act)


@blueprint.post("/beheer/bijeenkomsten/<string:slug>/indeling/publicatie")
@access(organiser)
def create_division_publication(slug: str) -> Response:
    event = found_event(slug)

    def act(form: SeenForm) -> None:
        told = composing.publish_division(event, form.seen_version)
        flash(ngettext("%(num)d deelnemer krijgt een mail.", "%(num)d deelnemers krijgen een mail.", told), "ok")

    return _done(event, act)


@blueprint.route(
    "/beheer/bijeenkomsten/<string:slug>/indeling/<string:round_id>/<string:public_id>", methods=["GET", "POST"]
)
@access(organiser)
def edit_workshop_place(slug: str, round_id: str, public_id: str) -> Response:
    event = found_event(slug)
    division = division_of(event)
    if (public_id, round_id) not in division.problem.sittings:
        abort(404)
    row = division.rows.get((public_id, round_id))
    here = next((one for one in division.workshops.values() if row and one.id == row.workshop_id), None)
    data = {
        "seen": str(division.plan.version),
        "workshop": here.public_id if here else "",
        "is_locked": True,
    }
    form = MoveForm(data=data)
    options = _options(division, public_id, round_id)
    form.workshop.choices = [SelectChoice(str(one["id"]), " · ".join([one["title"], *one["parts"]])) for one in options]

    def act() -> str:
        place = form.workshop.data or ""
        composing.move(event, form.seen_version, public_id, round_id, place, is_locked=form.is_locked.data)
        flash(_moved(division.problem, public_id, place), "ok")
        return page_of(event)

    answer = submit(form, act)
    # What was chosen stays in the form; the version that is looked at now goes along.
    form.seen.data = str(division.plan.version)
    attendee = division.registrations[public_id]
    return answer or page(
        form=form, event=event, attendee=attendee, options=options, sits_at=here, is_locked=bool(row and row.is_locked)
    )


def _moved(problem: Problem, person: str, place: str) -> str:
    name = someone(problem.participant[person].name)
    if not place:
        return gettext("%(name)s heeft nu geen plaats. Niemand heeft nog bericht gekregen.", name=name)
    title = problem.workshop[place].title
    return gettext("%(name)s zit nu bij “%(title)s”. Niemand heeft nog bericht gekregen.", name=name, title=title)


def _options(division: Division, person: str, round_id: str) -> list[dict[str, Any]]:
    """Nowhere, and each workshop of a round with the rank it has for somebody; and what it costs to put them there."""
    problem, places = division.problem, division.places
    here = next((where for one, where in places if one == person and problem.workshop[where].round == round_id), "")
    found = []
    for place, cost in costs_of_moving(problem, places, person, round_id).items():
        workshop = problem.workshop.get(place)
        rank = problem.ranks.get((person, place))
        refusals = may_move(problem, places, person, place) if workshop and place != here else ()
        parts = [gettext("keuze %(rank)s", rank=rank)] if rank else []
        found.append(
            {
                "id": place,
                "title": workshop.title if workshop else gettext("Nergens"),
                "rank": rank,
                "cost": cost,
                "seats": f"{sum(where == place for _, where in places)} / {workshop.capacity}" if workshop else "–",
                "why_not": [sentence(one) for one in refusals],
                "parts": [*parts, gettext("nu hier") if place == here else _difference(cost)],
            }
        )
    return found


def _difference(cost: int) -> str:
    if not cost:
        return gettext("evenveel punten")
    return ngettext("%(cost)s punt", "%(cost)s punten", abs(cost), cost=f"{cost:+d}")


def _placed(division: Division) -> set[tuple[str, str]]:
    return {(person, division.problem.workshop[where].round) for person, where in division.places}


def _groups(division: Division) -> dict[str, list[dict[str, Any]]]:
    """Who sits in each workshop, by name, with the rank it had for them."""
    problem = division.problem
    groups: dict[str, list[dict[str, Any]]] = {workshop.id: [] for workshop in problem.workshops}
    for person, where in sorted(division.places, key=lambda place: problem.participant[place[0]].name):
        row = division.rows[person, problem.workshop[where].round]
        groups[where].append(
            {
                "id": person,
                "name": problem.participant[person].name,
                "organisation": division.registrations[person].organisation_name,
                "rank": problem.ranks.get((person, where)),
                "is_unchosen": problem.price(person, where) > 0,
                "is_locked": row.is_locked,
                "is_news": row.told_at is not None and row.workshop_id != row.told_workshop_id,
            }
        )
    return groups


def _done(event: Event, deed: Callable[[SeenForm], None]) -> Response:
    form = SeenForm()

    def act() -> str:
        deed(form)
        return page_of(event)

    return submit(form, act) or _back(form, event)


def _back(form: SeenForm, event: Event) -> Response:
    """To the division as it stands now, with what was refused."""
    for error in form.form_errors:
        flash(error, "error")
    return redirect(page_of(event), 303)
