"""Pages: my membership, its year, its card, and leaving."""

from typing import Any

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]

from okprofs.kernel.access import access, signed_in
from okprofs.kernel.addresses import absolute_url
from okprofs.kernel.clock import today
from okprofs.kernel.codes import qr_svg
from okprofs.kernel.filters import long_date
from okprofs.kernel.forms import Form, first_answer, submit
from okprofs.kernel.pages import page
from okprofs.membership.access import has_right
from okprofs.membership.forms.year import AT_ONCE, AT_YEAR_END, CardForm, ChangeForm, LeavingForm
from okprofs.membership.models import Membership, MembershipStatus
from okprofs.membership.queries.memberships import open_recheck, running_membership
from okprofs.membership.queries.seats import seat_held_by
from okprofs.membership.rules.categories import Right, rights_of
from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.year import may_confirm, may_tell_change, year_end
from okprofs.membership.services import cards, memberships, year
from okprofs.membership.views.blueprint import blueprint
from okprofs.membership.wording import CATEGORY_LABELS, RIGHT_SENTENCES
from okprofs.membership.wording_of_members import standing_of_membership
from okprofs.people.access import signed_in_account
from okprofs.people.facts import WorkChanged


@blueprint.get("/mijn/lidmaatschap")
@access(signed_in)
def show_membership() -> Response:
    membership = running_membership(signed_in_account().id)
    if membership is None:
        return page(membership=None)
    is_looked_at = open_recheck(membership.id) is not None
    return page(
        membership=membership,
        category=CATEGORY_LABELS[membership.category],
        standing=standing_of_membership(membership),
        seat=seat_held_by(membership.account_id),
        rights=[RIGHT_SENTENCES[right] for right in rights_of(membership.category)],
        is_suspended=membership.status is MembershipStatus.SUSPENDED,
        is_looked_at=is_looked_at,
        can_confirm=not may_confirm(membership.category, membership.next_step),
        can_tell_change=not may_tell_change(membership.category, is_ended=False, is_looked_at=is_looked_at),
        can_nominate=has_right(signed_in_account(), Right.NOMINATE),
        can_apply=has_right(signed_in_account(), Right.APPLY),
        form=Form(),
    )


@blueprint.post("/mijn/lidmaatschap/bevestiging")
@access(signed_in)
def create_own_confirmation() -> Response:
    form = Form()

    def act() -> str:
        year.confirm(memberships.held_of(signed_in_account()))
        flash(gettext("Je lidmaatschap is bevestigd. Tot volgend jaar."), "ok")
        return url_for("membership.show_membership")

    return submit(form, act) or refused(form)


@blueprint.route("/mijn/lidmaatschap/verandering", methods=["GET", "POST"])
@access(signed_in)
def create_own_change() -> Response:
    if running_membership(signed_in_account().id) is None:
        return first_answer() or redirect(url_for("membership.show_membership"), 303)
    form = ChangeForm(data=ChangeForm.filled_from(signed_in_account().profile))

    def act() -> str:
        say_outcome(year.tell_change(memberships.held_of(signed_in_account()), form.change()))
        return url_for("membership.show_membership")

    return submit(form, act) or page(form=form)


def offer_recheck(changed: WorkChanged) -> None:
    """Who changed their work in their profile is told where to tell it us, so that we look whether they still fit. The
    profile alone asks nobody to look: it may have been a slip of the pen."""
    membership = running_membership(changed.account_id)
    if membership is None:
        return
    is_looked_at = open_recheck(membership.id) is not None
    if may_tell_change(membership.category, is_ended=False, is_looked_at=is_looked_at):
        return
    text = gettext(
        "Werk je echt ergens anders, of als iets anders? Vertel het ons, dan kijken we of OK-Profs nog past:"
    )
    # A text with a link: see `messages` in components/alert.html.
    with_link = [text, url_for("membership.create_own_change"), gettext("Mijn werk is veranderd")]
    flash(with_link, "info")  # type: ignore[arg-type]


def say_outcome(outcome: Outcome | None) -> None:
    """Tell at once what came of it."""
    if outcome is None:
        flash(gettext("Je bent nu alumnus van OK-Profs."), "ok")
    elif outcome is Outcome.ELIGIBLE:
        flash(gettext("OK-Profs past nog bij je. Je lidmaatschap is bevestigd."), "ok")
    else:
        flash(gettext("Dank je. Iemand van de ballotage kijkt ernaar. Tot dan verandert er niets."), "info")


@blueprint.route("/mijn/lidmaatschap/opzeggen", methods=["GET", "POST"])
@access(signed_in)
def create_leaving() -> Response:
    membership = running_membership(signed_in_account().id)
    if membership is None:
        return first_answer() or redirect(url_for("membership.show_membership"), 303)
    form = LeavingForm()
    _offer_moments(form, membership)

    def act() -> str:
        left = memberships.leave(signed_in_account(), at_once=form.is_at_once)
        if form.is_at_once:
            flash(gettext("Je bent geen lid meer. Dank dat je erbij was."), "ok")
        elif left.ends_on is not None:
            flash(gettext("Je lidmaatschap eindigt op %(day)s.", day=long_date(left.ends_on)), "ok")
        return url_for("membership.show_membership")

    return submit(form, act) or page(form=form, membership=membership)


def _offer_moments(form: LeavingForm, membership: Membership) -> None:
    form.when.choices = [SelectChoice(AT_ONCE, gettext("Vandaag"))]
    is_active = membership.status is MembershipStatus.ACTIVE and membership.ends_on is None
    ends_on = year_end(membership.since_on, membership.confirm_by, today()) if is_active else None
    if ends_on is not None:
        label = gettext("Aan het einde van mijn lidmaatschapsjaar, op %(day)s", day=long_date(ends_on))
        form.when.choices.append(SelectChoice(AT_YEAR_END, label))


@blueprint.post("/mijn/lidmaatschap/opzegging-terugnemen")
@access(signed_in)
def delete_leaving() -> Response:
    form = Form()

    def act() -> str:
        memberships.stay(signed_in_account())
        flash(gettext("Je opzegging is teruggenomen. Fijn dat je blijft."), "ok")
        return url_for("membership.show_membership")

    return submit(form, act) or refused(form)


def refused(form: Any) -> Response:
    """A form of one button that came too late: say why, where it stood."""
    for error in form.form_errors:
        flash(error, "warning")
    return redirect(url_for("membership.show_membership"), 303)


@blueprint.route("/mijn/lidmaatschap/kaart", methods=["GET", "POST"])
@access(signed_in)
def edit_card() -> Response:
    membership = running_membership(signed_in_account().id)
    if membership is None:
        return first_answer() or redirect(url_for("membership.show_membership"), 303)
    form = CardForm(data={"shows_name": membership.card_shows_name})

    def act() -> str:
        _change_card(form)
        return url_for("membership.edit_card")

    answer = submit(form, act)
    token = membership.card_token
    return answer or page(
        form=form,
        membership=membership,
        category=CATEGORY_LABELS[membership.category],
        standing=standing_of_membership(membership),
        address=absolute_url("membership.show_card", token=token) if token else None,
    )


def _change_card(form: CardForm) -> None:
    account, shows_name = signed_in_account(), bool(form.shows_name.data)
    if form.take.data:
        cards.take_card(account)
        flash(gettext("Je kaart is ingetrokken. De code werkt niet meer."), "ok")
    elif form.renew.data:
        cards.make_card(account, shows_name=shows_name)
        flash(gettext("Je kaart heeft een nieuwe code. Een oude code werkt niet meer."), "ok")
    else:
        cards.choose_name_on_card(account, shows_name=shows_name)
        flash(gettext("Je keuze is bewaard."), "ok")


@blueprint.get("/mijn/lidmaatschap/kaart/code.svg")
@access(signed_in)
def show_card_code() -> Response:
    membership = running_membership(signed_in_account().id) or abort(404)
    token = membership.card_token or abort(404)
    return Response(qr_svg(absolute_url("membership.show_card", token=token)), mimetype="image/svg+xml")
