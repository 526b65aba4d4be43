"""Pages: what an event counts for, and certificates: for the organiser, who was there, and who checks one."""

from flask import abort, flash, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.forms.certificates import AttendanceForm, TermsForm
from okprofs.events.models import Certificate, Registration
from okprofs.events.queries import certificates as queries
from okprofs.events.queries import office as office_queries
from okprofs.events.queries.certificates import Record
from okprofs.events.queries.office import Selection
from okprofs.events.services import certificates as services
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.documents import PDF
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.views.papers import certificate_paper
from okprofs.events.wording_of_certificates import grouped
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.downloads import download
from okprofs.kernel.filters import hours_label
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.kernel.paging import requested_page

_OFFICE = "/beheer/bijeenkomsten/<string:slug>/bewijzen"
LONGEST_CODE = 60


@blueprint.get(_OFFICE)
@access(organiser)
def list_certificates(slug: str) -> Response:
    event = found_event(slug)
    words = request.args.get("q", "")[:200].strip()
    registrations = office_queries.registrations_page(event, Selection(words=words), requested_page())
    parts = queries.parts_of({event.id})
    return page(
        event=event,
        words=words,
        registrations=registrations,
        records={one.registration.id: one for one in queries.records_at(registrations.items, parts)},
        terms=queries.terms_of(event.id),
        total=sum(part.minutes for part in parts.get(event.id, ())),
        hours_label=hours_label,
    )


@blueprint.route(f"{_OFFICE}/uren", methods=["GET", "POST"])
@access(organiser)
def edit_certificate_terms(slug: str) -> Response:
    event = found_event(slug)
    terms = queries.terms_of(event.id)
    form = TermsForm.of(event, terms, queries.learning_of(event))

    def act() -> str:
        services.set_terms(event, form.version, form.goals.data or "", form.parts(event))
        flash(gettext("De uren en leerdoelen zijn bewaard."), "ok")
        return url_for("events.list_certificates", slug=slug)

    answer = submit(form, act)
    if answer is None and form.form_errors:
        # Saving again is a choice, now that they know.
        form.seen.data = str(queries.terms_of(event.id).version)
    return answer or page(form=form, event=event)


@blueprint.route(f"{_OFFICE}/vrijgave", methods=["GET", "POST"])
@access(organiser)
def create_certificate_release(slug: str) -> Response:
    event = found_event(slug)
    form = Form()

    def act() -> str:
        number = services.release(event)
        said = ngettext(
            "%(num)s deelnemer krijgt een mail met een persoonlijke link.",
            "%(num)s deelnemers krijgen een mail met een persoonlijke link.",
            number,
        )
        flash(said, "ok")
        return url_for("events.list_certificates", slug=slug)

    return submit(form, act) or page(form=form, event=event)


@blueprint.route(f"{_OFFICE}/<string:public_id>", methods=["GET", "POST"])
@access(organiser)
def edit_attendance(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    registration = office_queries.registration_of(event, public_id) or abort(404)
    parts = queries.parts_of({event.id}).get(event.id, [])
    record = queries.records_at([registration])[0]
    form = AttendanceForm.of(parts, {part.key for part in record.parts})

    def act() -> str:
        services.correct_attendance(event, registration, form.checked)
        flash(gettext("De aanwezigheid van %(name)s is bewaard.", name=registration.name), "ok")
        return url_for("events.list_certificates", slug=slug)

    return submit(form, act) or page(form=form, event=event, registration=registration, certificate=record.certificate)


@blueprint.get("/bewijs")
@limiter.limit("30/minute;200/hour")
@access(anyone)
def show_certificate() -> Response:
    """Who holds a certificate checks it by its code, typed over or from the drawing."""
    code = "".join(request.args.get("code", "")[:LONGEST_CODE].replace("-", "").split()).upper()
    checked = queries.checked(code) if code else None
    answer = page(code=code, checked=checked, grouped=grouped, hours_label=hours_label)
    if code and checked is None:
        answer.status_code = 404
    return answer


@blueprint.route("/bewijs/link/<string:token>", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def create_certificate(token: str) -> ResponseReturnValue:
    record = queries.record_by_link(token)
    if record is None:
        return page_of_link(record=None)
    form = Form()
    return _made(form, record.registration) or page(form=form, record=record, hours_label=hours_label)


@blueprint.route("/mijn/uren/<string:public_id>", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(signed_in)
def create_own_certificate(public_id: str) -> ResponseReturnValue:
    record: Record = queries.own_record(current_user, public_id) or abort(404)
    form = Form()
    return _made(form, record.registration) or page(form=form, record=record, hours_label=hours_label)


@blueprint.get("/mijn/uren/bewijs/<string:public_id>")
@limiter.limit("60/hour")
@access(signed_in)
def show_kept_certificate(public_id: str) -> Response:
    """What was made before, of an event of which nothing else is kept."""
    return _file(queries.kept_certificate(current_user, public_id) or abort(404))


def _made(form: Form, registration: Registration) -> Response | None:
    """The certificate itself, as the answer to the button; asked twice it is the same one."""

    def act() -> str:
        services.issue(registration)
        return request.path

    answer = submit(form, act)
    certificate = queries.standing_certificate(registration.id) if answer is not None else None
    return _file(certificate) if certificate is not None else answer


def _file(certificate: Certificate) -> Response:
    return download(certificate_paper(certificate), PDF, f"bewijs-{certificate.event_on.isoformat()}.pdf")
