"""Pages behind the link in the yearly letter, and behind the code on a card: GET shows, only POST acts."""

from flask import flash, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.kernel.access import access, anyone
from okprofs.kernel.clock import today
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.forms.year import ChangeForm
from okprofs.membership.models import Membership, MembershipStatus
from okprofs.membership.queries.memberships import membership_by_card, membership_named
from okprofs.membership.rules.year import is_card_valid
from okprofs.membership.services import year
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.views.own_membership import say_outcome
from okprofs.membership.wording import CATEGORY_LABELS
from okprofs.membership.wording_of_members import standing_of_membership


@blueprint.route("/lidmaatschap/bevestigen/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_year_confirmation(token: str) -> Response:
    form = Form()

    def act() -> str:
        year.confirm(year.membership_of_link(good_link(letters.YEAR_PURPOSE, token)))
        flash(gettext("Je lidmaatschap is bevestigd. Tot volgend jaar."), "ok")
        return url_for("membership.show_year_answer")

    answer = submit(form, act)
    return answer or page_of_link(form=form, membership=_membership(token), token=token)


@blueprint.route("/lidmaatschap/veranderd/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_year_change(token: str) -> Response:
    membership = _membership(token)
    form = ChangeForm(data=ChangeForm.filled_from(membership.account.profile) if membership else None)

    def act() -> str:
        say_outcome(year.tell_change(year.membership_of_link(good_link(letters.YEAR_PURPOSE, token)), form.change()))
        return url_for("membership.show_year_answer")

    answer = submit(form, act)
    return answer or page_of_link(form=form, membership=membership, token=token)


def _membership(token: str) -> Membership | None:
    link = good_link(letters.YEAR_PURPOSE, token)
    membership = membership_named(link.about) if link else None
    return membership if membership and link and membership.account.email == link.address else None


@blueprint.get("/lidmaatschap/bedankt")
@access(anyone)
def show_year_answer() -> Response:
    return page()


@blueprint.get("/lid/<string:token>")
@limiter.limit("600 per hour")
@access(anyone)
def show_card(token: str) -> Response:
    membership = membership_by_card(token)
    if membership is None:
        return page_of_link(membership=None)
    response = page(
        membership=membership,
        is_valid=is_card_valid(
            is_active=membership.status is MembershipStatus.ACTIVE,
            is_blocked=membership.account.blocked_at is not None,
            ends_on=membership.ends_on,
            today=today(),
        ),
        category=CATEGORY_LABELS[membership.category],
        standing=standing_of_membership(membership),
    )
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
