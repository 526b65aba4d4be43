"""Pages: which workshops an attendee would like, and who speaks at an event."""

from flask import abort, flash, request, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.access import actor_for, may_know_what_is_closed
from okprofs.events.forms.workshops import ChoicesForm
from okprofs.events.models import Event, Speaker
from okprofs.events.queries.workshops import plan_of, preferences_of, rounds_of, speaker_of, told_places
from okprofs.events.rules.choosing import may_choose
from okprofs.events.services.choosing import choose_workshops, choosing_facts
from okprofs.events.services.workshops import show_profile_of
from okprofs.events.views.agenda import event_and_person
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.signup import found_order, key_of
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import sentence
from okprofs.people.models import Office


@blueprint.route("/aanmeldingen/<string:public_id>/deelnemers/<string:registration>/workshops", methods=["GET", "POST"])
@blueprint.route(
    "/aanmeldingen/link/<string:token>/deelnemers/<string:registration>/workshops", methods=["GET", "POST"]
)
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def edit_workshop_choices(registration: str, public_id: str = "", token: str = "") -> Response:
    order = found_order(public_id, token)
    found = next((item for item in order.attendees if item.public_id == registration), None) or abort(404)
    actor = actor_for(current_user, order, by_link=bool(token))
    rounds = [one for one in rounds_of(order.event_id) if one.workshops and one.admits(found)]
    if not actor.is_proven or not rounds:
        abort(404)
    plan = plan_of(order.event_id)
    refusals = may_choose(actor, choosing_facts(order.event, found, rounds, plan), now())
    chosen = preferences_of(found.id)
    form = ChoicesForm.of(rounds, chosen)

    def act() -> str:
        choose_workshops(order, registration, form.chosen(), actor)
        flash(gettext("Je keuzes zijn bewaard."), "ok")
        return url_for("events.edit_workshop_choices", registration=registration, **key_of(public_id, token))

    return submit(form, act) or page(
        form=form,
        order=order,
        attendee=found,
        rounds=rounds,
        plan=plan,
        chosen=chosen,
        why_not=[sentence(refusal) for refusal in refusals],
        told=told_places([found.id]).get(found.id, []),
        calendar=("events.show_workshop_in_calendar", {"registration": found.public_id, **key_of(public_id, token)}),
        back=url_for("events.show_order", **key_of(public_id, token)),
    )


@blueprint.get("/bijeenkomsten/<string:slug>/sprekers/<string:public_id>")
@access(anyone)
def show_speaker(slug: str, public_id: str) -> Response:
    event, speaker, is_let_in = _speaker(slug, public_id)
    parts = [
        *((one.starts_at, one.title, one.is_closed) for one in speaker.sessions),
        *((one.round.starts_at, one.title, one.round.is_closed) for one in speaker.workshops),
    ]
    is_own = current_user.is_authenticated and speaker.account_id == current_user.id
    return page(
        event=event,
        speaker=speaker,
        parts=sorted((at, title) for at, title, is_closed in parts if is_let_in or not is_closed),
        is_own=is_own,
        form=Form() if is_own else None,
    )


@blueprint.post("/bijeenkomsten/<string:slug>/sprekers/<string:public_id>/profiel")
@access(signed_in)
def edit_speaker_profile(slug: str, public_id: str) -> Response:
    _, speaker, _ = _speaker(slug, public_id)
    if speaker.account_id != current_user.id:
        abort(404)

    def act() -> str:
        show_profile_of(speaker, current_user, shows="show" in request.form)
        return url_for("events.show_speaker", slug=slug, public_id=public_id)

    return submit(Form(), act) or abort(400)


def _speaker(slug: str, public_id: str) -> tuple[Event, Speaker, bool]:
    """The event, the speaker, and whether the viewer may know what is closed. Who is only in what is closed is not
    there for anybody else."""
    event, person = event_and_person(slug, "")
    speaker = speaker_of(event, public_id) or abort(404)
    is_let_in = may_know_what_is_closed(person.facts) or Office.ORGANISER in current_user.offices
    is_open = any(not one.is_closed for one in (*speaker.sessions, *(one.round for one in speaker.workshops)))
    is_own = current_user.is_authenticated and speaker.account_id == current_user.id
    if not (is_let_in or is_open or is_own):
        abort(404)
    return event, speaker, is_let_in or is_own
