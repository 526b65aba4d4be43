"""Pages: which rule decides whether someone may have a ticket, and what they can do about it."""

from flask import abort
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.events.models import Event
from okprofs.events.queries.offers import standing_of
from okprofs.events.queries.office import registration_of
from okprofs.events.queries.people import Person
from okprofs.events.queries.reasons import Reasons, person_of, reasons_for
from okprofs.events.rules.admission import Ground
from okprofs.events.views.agenda import address_of, event_and_person
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.codes import brought_code
from okprofs.events.views.organising import found_event, organiser
from okprofs.events.wording import ground_sentence
from okprofs.events.wording_of_prices import PRICE_CONDITIONS, PRICE_REASONS, YES
from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import now
from okprofs.kernel.filters import long_date
from okprofs.kernel.pages import page
from okprofs.kernel.refusals import sentence
from okprofs.people.access import office
from okprofs.people.models import Office

reviewer = office(Office.REVIEWER)


def answers(reasons: Reasons) -> list[tuple[str, str, None]]:
    """Every rule's answer in words, as the list of rules shows it."""
    found: list[tuple[str, str, None]] = []
    for finding in reasons.findings:
        if finding.is_yes:
            ground = reasons.offer.admission.ground or Ground.OPEN
            found.append(("yes", str(YES.get(finding.question) or ground_sentence(ground)), None))
        found.extend(("no", sentence(refusal), None) for refusal in finding.refusals)
    return found


LABELS = {"answers": answers, "price_reasons": PRICE_REASONS, "price_conditions": PRICE_CONDITIONS}


@blueprint.get("/bijeenkomsten/<string:slug>/waarom")
@blueprint.get("/uitnodigingen/<string:token>/waarom")
@access(anyone)
def show_reasons(slug: str = "", token: str = "") -> Response:
    event, person = event_and_person(slug, token)
    reasons = reasons_for(event, person.facts, now(), brought_code(event))
    standing = standing_of(event, now(), [reason.offer for reason in reasons])
    return page(
        event=event,
        reasons=reasons,
        who=who_you_are(event, person),
        is_open=standing == "open",
        address=address_of(event, token),
        **LABELS,
    )


@blueprint.get("/beheer/bijeenkomsten/<string:slug>/deelnemers/<string:public_id>/waarom")
@access(organiser)
def show_office_reasons(slug: str, public_id: str) -> Response:
    event = found_event(slug)
    registration = registration_of(event, public_id) or abort(404)
    person = person_of(event, registration, reads_applications=reviewer.allows(current_user))
    reasons = reasons_for(event, person.facts, now(), registration.code)
    return page(event=event, registration=registration, reasons=reasons, who=who_you_are(event, person), **LABELS)


def who_you_are(event: Event, person: Person) -> str:
    """What we know of someone with regard to the day itself, said to them."""
    facts, day = person.facts, long_date(event.starts_at)
    if not facts.is_proven:
        return gettext("We weten niet wie je bent. Log in, of open de persoonlijke link in je mail.")
    if facts.is_member_on_event_date:
        return gettext("We kennen je als %(name)s. Op %(date)s ben je lid.", name=person.name, date=day)
    if facts.is_invited:
        return gettext("We kennen je als %(name)s. Je bent voor deze bijeenkomst uitgenodigd.", name=person.name)
    if facts.has_application_under_review:
        return gettext("We kennen je als %(name)s. Je aanvraag om lid te worden loopt nog.", name=person.name)
    return gettext(
        "We kennen je als %(name)s. Op %(date)s ben je geen lid, en je hebt geen uitnodiging.",
        name=person.name,
        date=day,
    )
