"""Page of the office: when people are reminded of an event, and what they read before they come."""

from flask import flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.events.forms.reminding import RemindersForm
from okprofs.events.models import EventStatus
from okprofs.events.queries.reminding import reminder_plan_of, runs_of
from okprofs.events.rules.reminding import goes_at
from okprofs.events.services.reminding import edit_reminders as set_reminders
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser, overtaken
from okprofs.kernel.access import access
from okprofs.kernel.forms import submit
from okprofs.kernel.pages import page


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/herinneringen", methods=["GET", "POST"])
@access(organiser)
def edit_reminders(slug: str) -> Response:
    event = found_event(slug)
    plan = reminder_plan_of(event.id)
    form = RemindersForm(data=RemindersForm.values_of(plan))

    def act() -> str:
        set_reminders(event, form.seen.data or "", form.details())
        flash(gettext("De herinneringen zijn bewaard."), "ok")
        return url_for("events.edit_reminders", slug=slug)

    return submit(form, act) or page(
        form=form,
        event=event,
        moments=[goes_at(event.starts_at, days) for days in plan.steps],
        runs=runs_of([event.id]),
        overtaken=overtaken(form, reminder_plan_of(event.id)),
        is_fixed=event.status is EventStatus.CANCELLED,
    )
