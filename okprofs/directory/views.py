"""Pages: finding members."""

from flask import Blueprint, abort, jsonify, request, url_for
from flask import Response as PlainResponse
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.directory import queries, services, wording
from okprofs.directory.access import look_ups, looking_up
from okprofs.directory.forms import (
    PROVINCES,
    address,
    address_with,
    asked_search,
    asked_text,
    asked_viewer,
    choices_of,
    usual_order,
)
from okprofs.kernel.access import access, signed_in
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.membership.access import current_member
from okprofs.people.access import signed_in_account
from okprofs.people.queries import takes_messages
from okprofs.people.rules.photos import Size
from okprofs.people.services.sessions import Visitor
from okprofs.people.wording import account_shown

blueprint = Blueprint("directory", __name__)


@blueprint.get("/leden")
@access(current_member)
def list_members() -> Response:
    search = asked_search()
    found = queries.find(search)
    return page(
        text=asked_text(),
        search=search,
        found=found,
        members=wording.lines(found.page.items),
        facets=wording.facets(search, found),
        how_many=wording.how_many(found),
        read_as=wording.read_as(found),
        orders=wording.orders(search),
        order="" if search.order is usual_order(search.terms) else search.order.value,
        is_last_page=search.page == queries.FURTHEST,
        address=address,
    )


@blueprint.get("/leden/kaart")
@access(current_member)
def show_map() -> Response:
    search = asked_search()
    counts = queries.count_by_province(search)
    return page(
        text=asked_text(),
        tiles=wording.tiles(search, counts, address_with),
        provinces=wording.provinces(search, counts),
        others=[(name, value) for name, value in choices_of(search) if name != PROVINCES],
        back=address(search),
        is_narrowed=bool(search.terms or search.selection),
    )


@blueprint.get("/leden/suggesties")
@limiter.limit("60/minute", key_func=looking_up)
@access(current_member)
def list_topics() -> Response:
    return jsonify(queries.topics(request.args.get("q", "")))


@blueprint.get("/leden/<string:public_id>")
@look_ups
@access(current_member)
def show_member(public_id: str) -> Response:
    entry = queries.entry(public_id) or abort(404)
    photo = url_for("directory.show_photo", public_id=public_id, size=Size.LARGE)
    return page(
        member=wording.shown(entry, photo),
        is_own=entry.account_id == current_user.id,
        write_url=url_for("messages.create_message", public_id=public_id) if takes_messages(entry.account_id) else None,
    )


@blueprint.get("/leden/<string:public_id>/foto/<string:size>")
@access(current_member)
def show_photo(public_id: str, size: str) -> Response:
    content = queries.photo(public_id, Size(size)) if size in set(Size) else None
    return PlainResponse(content or abort(404), mimetype="image/jpeg")


@blueprint.get("/mijn/profiel/voorbeeld", redirect_to="/mijn/profiel/spiegel")
@blueprint.get("/mijn/profiel/spiegel")
@access(signed_in)
def show_mirror() -> Response:
    """What others see of who is signed in, by what decides it for those others: the policy of the page of a member, the
    entry in the directory, and the template that both draw it with."""
    account = signed_in_account()
    viewer = asked_viewer()
    may_look = viewer != "bezoeker" or current_member.allows(Visitor())
    entry = services.as_shown(account.id) if may_look else None
    photo = url_for("people.show_photo", size=Size.LARGE)
    return page(
        heading=wording.VIEWERS[viewer][1],
        viewers=[
            (label, url_for("directory.show_mirror", als=word), word == viewer)
            for word, (label, _) in wording.VIEWERS.items()
        ],
        may_look=may_look,
        is_member=current_member.allows(account),
        member=wording.shown(entry, photo) if entry else None,
        **(account_shown(account) if viewer == "bestuur" else {}),
    )
