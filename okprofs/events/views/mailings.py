"""Pages of the office: mail to a selection of participants, looked at before it goes and followed afterwards."""

from flask import abort, flash, request, url_for
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.mailings import MailingForm, SeenForm
from okprofs.events.letters_of_voices import MAILING, written
from okprofs.events.models import Event, Mailing
from okprofs.events.queries import mailings as queries
from okprofs.events.queries.mailings import Chosen
from okprofs.events.services import mailings as services
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.wording_of_voices import OUTCOMES, PRESENCE_LABELS, THANKS_SUBJECT, THANKS_TEXT, WHOM_LABELS
from okprofs.kernel import locale
from okprofs.kernel.access import access
from okprofs.kernel.clock import now
from okprofs.kernel.filters import long_date
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.mail.rendering import render

_ALL = "/beheer/bijeenkomsten/<string:slug>/mail"
_ONE = f"{_ALL}/<string:public_id>"


def _found(slug: str, public_id: str) -> tuple[Event, Mailing]:
    event = found_event(slug)
    return event, queries.mailing_of(event, public_id) or abort(404)


def _address(event: Event, mailing: Mailing) -> str:
    return url_for("events.show_mailing", slug=event.slug, public_id=mailing.public_id)


@blueprint.get(_ALL)
@access(organiser)
def list_mailings(slug: str) -> Response:
    event = found_event(slug)
    return page(event=event, mailings=queries.mailings_of(event), is_over=event.ends_at <= now())


@blueprint.route(f"{_ALL}/nieuw", methods=["GET", "POST"])
@access(organiser)
def create_mailing(slug: str) -> Response:
    event = found_event(slug)
    thanks = _thanks(event) if "bedankt" in request.args and event.ends_at <= now() else None
    form = MailingForm.of(event, queries.workshops_of(event), thanks)

    def act() -> str:
        mailing = services.draft(event, form.subject.data or "", form.text.data or "", form.chosen)
        return _address(event, mailing)

    return submit(form, act) or page(form=form, event=event)


def _thanks(event: Event) -> Mailing:
    """What one begins with who thanks people for coming; it is kept when the organiser says so."""
    subject = str(THANKS_SUBJECT) % {"date": long_date(event.starts_at)}
    return Mailing(version=0, subject=subject, text=str(THANKS_TEXT), selection=queries.to_thank(event).kept())


@blueprint.route(f"{_ONE}/wijziging", methods=["GET", "POST"])
@access(organiser)
def edit_mailing(slug: str, public_id: str) -> Response:
    event, mailing = _found(slug, public_id)
    form = MailingForm.of(event, queries.workshops_of(event), mailing)

    def act() -> str:
        services.redraft(mailing, form.version, form.subject.data or "", form.text.data or "", form.chosen)
        return _address(event, mailing)

    answer = submit(form, act)
    if answer is None and form.form_errors and mailing.sent_at is None:
        # Saving again is a choice, now that they know.
        form.seen.data = str(mailing.version)
    return answer or page(form=form, event=event, mailing=mailing)


@blueprint.get(_ONE)
@access(organiser)
def show_mailing(slug: str, public_id: str) -> Response:
    event, mailing = _found(slug, public_id)
    if mailing.sent_at:
        return page(
            event=event,
            mailing=mailing,
            letter=_letter(mailing, gettext("naam")),
            progress=queries.progress_of(mailing),
            size=queries.size_of(mailing),
            outcomes=queries.outcomes_of(mailing, requested_page()),
            labels=OUTCOMES,
        )
    chosen = Chosen.of(mailing.selection)
    people = queries.reached_by(event, chosen)
    # Who the mail is shown to as: the one that the address names, or the first.
    at = next((at for at, one in enumerate(people) if one.public_id == request.args.get("als")), 0)
    return page(
        event=event,
        mailing=mailing,
        chosen=chosen,
        people=people,
        at=at,
        letter=_letter(mailing, people[at].name, people[at].language, waits=people[at].waits) if people else None,
        titles=[kind.title for kind in event.ticket_types if kind.public_id in chosen.ticket_types],
        workshops=dict(queries.workshops_of(event)) if chosen.workshop else {},
        presences=PRESENCE_LABELS,
        whom=WHOM_LABELS,
        test_form=Form(),
    )


def _letter(mailing: Mailing, name: str, language: str = "", *, waits: bool = False) -> object:
    """The letter in words, as it will be sent."""
    facts = {"name": name, "is_test": False, "waits": waits, **written(mailing)}
    return render(MAILING, language=language or locale.chosen(), facts=facts, secret="")


@blueprint.post(f"{_ONE}/proef")
@limiter.limit("20/hour")
@access(organiser)
def create_mailing_test(slug: str, public_id: str) -> Response:
    event, mailing = _found(slug, public_id)
    form = Form()

    def act() -> str:
        services.test(mailing, current_user, locale.chosen())
        flash(gettext("De proefmail gaat naar jouw adres."), "ok")
        return _address(event, mailing)

    return submit(form, act) or page(form=form, event=event, mailing=mailing)


@blueprint.route(f"{_ONE}/verzending", methods=["GET", "POST"])
@access(organiser)
def create_mailing_sending(slug: str, public_id: str) -> Response:
    event, mailing = _found(slug, public_id)
    form = SeenForm(data={"seen": str(mailing.version)})

    def act() -> str:
        number = services.send(mailing, form.version, current_user)
        said = ngettext("De mail gaat naar %(num)s adres.", "De mail gaat naar %(num)s adressen.", number)
        flash(said, "ok")
        return _address(event, mailing)

    if answer := submit(form, act):
        return answer
    people = queries.reached_by(event, Chosen.of(mailing.selection))
    return page(form=form, event=event, mailing=mailing, people=people)


@blueprint.route(f"{_ONE}/verwijdering", methods=["GET", "POST"])
@access(organiser)
def delete_mailing(slug: str, public_id: str) -> Response:
    event, mailing = _found(slug, public_id)
    form = SeenForm(data={"seen": str(mailing.version)})

    def act() -> str:
        services.discard(mailing, form.version)
        flash(gettext("De mail is weggegooid."), "ok")
        return url_for("events.list_mailings", slug=slug)

    return submit(form, act) or page(form=form, event=event, mailing=mailing)
