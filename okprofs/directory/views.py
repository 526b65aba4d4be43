"""Pages: finding members."""

from typing import Any

from flask import Blueprint, abort
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.directory import queries, wording
from okprofs.directory.access import looking_up
from okprofs.directory.forms import DISCIPLINES, KINDS, POSITIONS, address, asked_search, asked_text
from okprofs.directory.queries import Found, Search
from okprofs.directory.rules.facets import disciplines_in
from okprofs.kernel.access import access
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.membership.access import current_member
from okprofs.organisations.wording import KIND_LABELS
from okprofs.people.wording import DISCIPLINE_LABELS, POSITION_LABELS

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
        facets=_facets(search, found),
        address=address,
        how_many=wording.how_many(found),
        is_last_page=search.page == queries.FURTHEST,
        orders=[(order.value, label) for order, label in wording.ORDER_LABELS.items()],
        members=wording.lines(found.page.items),
    )


@blueprint.get("/leden/<string:public_id>")
@limiter.limit("100/hour", key_func=looking_up)
@access(current_member)
def show_member(public_id: str) -> Response:
    member = queries.entry(public_id) or abort(404)
    return page(
        member=member,
        is_own=member.account_id == current_user.id,
        line=wording.summaries()(
            member.function_title or (str(POSITION_LABELS[member.position]) if member.position else ""),
            member.organisation_name,
        ),
        kind=KIND_LABELS[member.organisation_kind] if member.organisation_kind else "",
        disciplines=[DISCIPLINE_LABELS[discipline] for discipline in disciplines_in(member.discipline_bits)],
    )


def _facets(search: Search, found: Found) -> list[tuple[str, Any, list[wording.Option]]]:
    """The facets: each one's name in the address, what it is called, its choices."""
    return [
        (
            name,
            wording.FACETS[facet],
            wording.options(
                labels,
                getattr(search.selection, facet),
                getattr(found.present, facet),
                getattr(found.counts, facet) if found.counts else None,
            ),
        )
        for name, facet, labels in _FACETS
    ]


_FACETS: tuple[tuple[str, str, Any], ...] = (
    (DISCIPLINES, "disciplines", DISCIPLINE_LABELS),
    (KINDS, "kinds", KIND_LABELS),
    (POSITIONS, "positions", POSITION_LABELS),
)
