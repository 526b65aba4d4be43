"""Pages of a door: for who stands there with a telephone and a link, and no account.

The link is exchanged for a cookie that only goes along to these pages, so the secret stands in no further address and
in no log. What goes out to the telephone is a name, a kind of ticket, the digest of a code, and whether somebody is no
member on that day while their ticket asks for it. The telephone says so and refuses nobody: that is for the organiser.
"""

from datetime import timedelta
from typing import Any

from flask import abort, current_app, flash, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf
from werkzeug.wrappers import Response

from okprofs.events.forms.doors import MOST_SCANS_SENT, WalkInForm, read_number, read_scans
from okprofs.events.models import Door, Event
from okprofs.events.queries import doors as door_queries
from okprofs.events.queries.doors import Seen
from okprofs.events.queries.lapsed import lapsed_among
from okprofs.events.queries.offers import Offer, offers_for
from okprofs.events.rules.admission import STRANGER
from okprofs.events.rules.doors import SENT_IN_LATE, DoorRefusal, DoorStanding, standing_of_door
from okprofs.events.rules.registering import HandRefusal, may_register_by_hand
from okprofs.events.services import arriving
from okprofs.events.views.blueprint import blueprint
from okprofs.events.views.offers import price_text
from okprofs.journal.services import record
from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import now, today
from okprofs.kernel.filters import clock_time
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.kernel.refusals import Refusal, sentence
from okprofs.kernel.static import built

PATH = "/deur"
# The camera, on these pages alone.
CAMERA = "camera=(self), geolocation=(), microphone=(), payment=()"

# All telephones of a hall may share one address: forty of them that look every eight seconds and scan all the while.
A_WHOLE_HALL = "1200/minute"


def _cookie() -> str:
    return "__Secure-door" if current_app.config["SESSION_COOKIE_SECURE"] else "door"


def _door() -> Door | None:
    """The door that this telephone was let through to, on whichever day."""
    secret = request.cookies.get(_cookie())
    return door_queries.door_by_link(secret) if secret else None


def _open_door() -> Door:
    """The same, on its day; 404 on any other."""
    door = _door()
    return door if door and _standing(door) is DoorStanding.OPEN else abort(404)


def _standing(door: Door) -> DoorStanding:
    return standing_of_door(door.on_day, today())


def _closed() -> ResponseReturnValue:
    """What makes a telephone wipe what it holds, in so many words: some networks answer 404 of themselves."""
    return jsonify(closed=True), 404


@blueprint.route("/deur/open/<string:token>", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"])
@access(anyone)
def create_door_visit(token: str) -> Response:
    door = door_queries.door_by_link(token)
    standing = _standing(door) if door else None
    form = Form()

    def act() -> str:
        record("door_visited", door)
        return url_for("events.show_door")

    answer = submit(form, act) if standing is DoorStanding.OPEN else None
    if answer is None:
        return page_of_link(form=form, door=door, standing=standing)
    answer.set_cookie(
        _cookie(),
        token,
        path=PATH,
        max_age=SENT_IN_LATE + timedelta(days=1),
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return answer


@blueprint.get("/deur/scannen")
@access(anyone)
def show_door() -> Response:
    door = _door()
    if door is None or _standing(door) is not DoorStanding.OPEN:
        return page_of_link(door=None, late=door)
    words = request.args.get("q", "")[:100].strip()
    found = door_queries.expected_like(door.event_id, words) if words else []
    inside = door_queries.arrivals_on(door.event_id, door.on_day, [each.public_id for each in found]) if found else {}
    titles = {ticket_type.id: ticket_type.title for ticket_type in door.event.ticket_types}
    answer = page(
        door=door,
        words=words,
        found=[(each, titles[each.ticket_type_id], inside.get(each.public_id), Form()) for each in found],
        lapsed=lapsed_among(door.event, found),
        counts=door_queries.counts_of(door.event, door.on_day),
        form=Form(),
    )
    answer.headers["Permissions-Policy"] = CAMERA
    return answer


@blueprint.post("/deur/scannen/<string:public_id>")
@limiter.limit(A_WHOLE_HALL)
@access(anyone)
def create_scan(public_id: str) -> ResponseReturnValue:
    door = _open_door()
    registration = door_queries.registration_at(door.event_id, public_id) or abort(404)

    def act() -> str:
        if "takes_back" in request.form:
            arriving.take_back(door, registration)
            flash(gettext("%(name)s staat weer als niet binnen.", name=registration.name), "ok")
        elif earlier := arriving.let_in(door, registration):
            said = gettext(
                "%(name)s is al binnen, sinds %(time)s.", name=registration.name, time=clock_time(earlier.since)
            )
            flash(said, "warning")
        else:
            flash(gettext("%(name)s is binnen.", name=registration.name), "ok")
        return url_for("events.show_door")

    return submit(Form(), act) or abort(400)


@blueprint.get("/deur/lijst")
@access(anyone)
def show_door_list() -> ResponseReturnValue:
    door = _door()
    if door is None or _standing(door) is not DoorStanding.OPEN:
        return _closed()
    kinds = list(door.event.ticket_types)
    places = {kind.id: place for place, kind in enumerate(kinds)}
    return jsonify(
        event=door.event.public_id,
        door=door.public_id,
        day=door.on_day.isoformat(),
        doors={each.public_id: each.title for each in door_queries.doors_of(door.event)},
        kinds=[kind.title for kind in kinds],
        people=[
            [each.public_id, each.name, places[each.ticket_type_id], each.code_digest, each.has_lapsed]
            for each in door_queries.expected_at(door.event)
        ],
        mark=door_queries.list_mark(door.event),
        token=generate_csrf(),
        now=_now(),
    )


@blueprint.post("/deur/scans")
@limiter.limit(A_WHOLE_HALL)
@access(anyone)
def create_scans() -> ResponseReturnValue:
    sent = request.get_json(silent=True)
    door = _door()
    if door is None or (standing := _standing(door)) in (DoorStanding.TOO_EARLY, DoorStanding.OVER):
        return _closed()
    read = read_scans(sent)
    if read is None:
        abort(400)
    written, unreadable = read
    if len(written) + len(unreadable) > MOST_SCANS_SENT:
        abort(413)
    unknown = arriving.receive(door, written) if written else set()
    dropped = sorted({*unknown, *unreadable})
    if standing is DoorStanding.LATE:
        # It came in; nothing goes out any more.
        return jsonify(dropped=dropped, closed=True)
    seen = door_queries.scans_since(door.event_id, door.on_day, read_number(sent))
    return jsonify(
        dropped=dropped,
        scans=[_told(each) for each in seen],
        mark=door_queries.list_mark(door.event),
        now=_now(),
    )


def _told(seen: Seen) -> list[Any]:
    facts = seen.facts
    at = round(facts.at.timestamp() * 1000)
    return [seen.number, facts.key, facts.attendee, facts.door, facts.kind, at, facts.takes_back]


def _now() -> int:
    return round(now().timestamp() * 1000)


@blueprint.route("/deur/nieuw", methods=["GET", "POST"])
@limiter.limit("120/hour", methods=["POST"])
@access(anyone)
def create_walk_in() -> Response:
    door = _door()
    if door is None or _standing(door) is not DoorStanding.OPEN:
        return page_of_link(door=None)
    offers = offers_for(door.event, STRANGER, now())
    form = WalkInForm().offering([offer.ticket_type for offer in offers])

    def act() -> str:
        order = arriving.receive_walk_in(door, form.written())
        flash(gettext("%(name)s heeft een kaart en is binnen.", name=order.contact_name), "ok")
        return url_for("events.show_door")

    return submit(form, act) or page(form=form, door=door, choices=_choices(door.event, offers))


def _choices(event: Event, offers: list[Offer]) -> dict[str, dict[str, Any]]:
    """What each ticket type costs at the door, or why it is not sold there: by the rules of registering by hand."""
    found = {}
    for offer in offers:
        refusals = may_register_by_hand(offer.admission.refusals, None, event.ends_at, now())
        found[offer.ticket_type.public_id] = {
            "price": price_text(offer.price.cents),
            "text": offer.ticket_type.text,
            "refusal": _why_not(refusals[-1]) if refusals else None,
        }
    return found


def _why_not(refusal: Refusal) -> str:
    return sentence(Refusal(DoorRefusal.NOT_AT_THE_DOOR) if refusal.code == HandRefusal.VOUCH_NEEDED else refusal)


@blueprint.post("/deur/dicht")
@access(anyone)
def delete_door_visit() -> ResponseReturnValue:
    answer = submit(Form(), lambda: url_for("events.show_door")) or abort(400)
    answer.delete_cookie(_cookie(), path=PATH)
    answer.headers["Clear-Site-Data"] = '"cache", "storage"'
    return answer


@blueprint.get("/deur/werker.js")
@access(anyone)
def show_door_worker() -> Response:
    return Response(built("door-worker.js").read_bytes(), content_type="text/javascript; charset=utf-8")
