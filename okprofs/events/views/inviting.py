"""Pages: inviting from a list, when who did not answer is reminded, and saying that one does not come."""

from flask import abort, flash, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.inviting import MOST_BYTES, InvitationListForm, InvitationReminderForm
from okprofs.events.queries.inviting import known_of
from okprofs.events.queries.people import invitation_by_link
from okprofs.events.rules.inviting import Line, Verdict, judge
from okprofs.events.services import invitations, pending
from okprofs.events.views.agenda import address_of, event_and_person
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.views.signup import agreed_cents
from okprofs.events.wording_of_changes import VERDICTS
from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import now
from okprofs.kernel.forms import Form, press, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.uploads import takes_file


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/uitnodigingen/lijst", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"], key_func=lambda: f"invitations:{current_user.get_id()}")
@takes_file(MOST_BYTES)
@access(organiser)
def create_invitation_list(slug: str) -> Response:
    event = found_event(slug)
    form = InvitationListForm()
    judged: list[tuple[Line, Verdict]] = []

    def act() -> str:
        number = invitations.invite_list(event, form.agreed(), by=current_user, language=form.language.data)
        told = ngettext("%(num)s uitnodiging gaat op de post.", "%(num)s uitnodigingen gaan op de post.", number)
        flash(told, "ok")
        return url_for("events.list_invitations", slug=slug)

    if form.checked.data:
        if answer := submit(form, act):
            return answer
    elif form.validate_on_submit() and (lines := form.lines()):
        # What a list would do is shown first, and changes nothing.
        judged = judge(lines, known_of(event, {line.address for line in lines}))
    return page(
        form=form,
        event=event,
        judged=judged,
        new=sum(verdict is Verdict.NEW for _, verdict in judged),
        confirming=InvitationListForm.confirming(judged),
        verdicts=VERDICTS,
        is_over=event.starts_at <= now(),
    )


@blueprint.route("/beheer/bijeenkomsten/<string:slug>/uitnodigingen/herinnering", methods=["GET", "POST"])
@access(organiser)
def edit_invitation_reminder(slug: str) -> Response:
    event = found_event(slug)
    form = InvitationReminderForm(data={"days": event.invitations_reminded_days})

    def act() -> str:
        invitations.set_reminder(event, form.days.data)
        flash(gettext("Bewaard."), "ok")
        return url_for("events.list_invitations", slug=slug)

    return submit(form, act) or page(form=form, event=event)


@blueprint.post("/bijeenkomsten/<string:slug>/besloten-deel/uitnodiging")
@blueprint.post("/uitnodigingen/<string:token>/besloten-deel")
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def create_invited_ticket(slug: str = "", token: str = "") -> Response:
    event, person = event_and_person(slug, token)
    invitation, back = person.invitation or abort(404), url_for("events.show_event", **address_of(event, token))

    def act() -> str:
        pending.accept(invitation, agreed_cents())
        flash(gettext("Genoteerd. We mailden je hoe het nu staat."), "ok")
        return back

    return press(act, back)


@blueprint.route("/uitnodigingen/<string:token>/afzegging", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def delete_own_invitation(token: str) -> Response:
    invitation = invitation_by_link(token) or abort(404)
    form = Form()

    def act() -> str:
        invitations.decline(invitation)
        flash(gettext("Dank je voor je antwoord. Bedenk je je, dan werkt je link nog."), "ok")
        return url_for("events.show_event", token=token)

    return submit(form, act) or page(form=form, token=token, invitation=invitation, event=invitation.event)
