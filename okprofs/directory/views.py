"""Pages: finding members."""

from flask import Blueprint, abort
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.directory import queries, wording
from okprofs.directory.access import looking_up
from okprofs.directory.forms import address, asked_search, asked_text, usual_order
from okprofs.directory.rules.facets import disciplines_in
from okprofs.kernel.access import access
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.membership.access import current_member

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


@blueprint.get("/leden/<string:public_id>")
@limiter.limit("100/hour", key_func=looking_up)
@access(current_member)
def show_member(public_id: str) -> Response:
    member = queries.entry(public_id) or abort(404)
    labels = wording.words().labels
    return page(
        member=member,
        is_own=member.account_id == current_user.id,
        summary=wording.summary(member.function_title, member.position, member.organisation_name),
        kind=labels["kinds"][member.organisation_kind] if member.organisation_kind else "",
        disciplines=[labels["disciplines"][discipline] for discipline in disciplines_in(member.discipline_bits)],
    )
