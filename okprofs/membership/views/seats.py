"""Pages: the seats of an organisation, for its contact, for who is offered one, and for who has one."""

from flask import abort, flash, redirect, url_for
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.filters import long_date
from okprofs.kernel.forms import Form, first_answer, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.mail.queries import good_link
from okprofs.membership import letters
from okprofs.membership.forms.seats import AcceptanceForm, AddressForm, TakingForm
from okprofs.membership.models import OrganisationMembership, Seat
from okprofs.membership.queries import seats as queries
from okprofs.membership.queries.memberships import running_membership
from okprofs.membership.rules.seats import rests_on_seat
from okprofs.membership.services import organisations, seats
from okprofs.membership.views.blueprint import blueprint
from okprofs.organisations.forms import PracticeForm
from okprofs.organisations.services import write_practice
from okprofs.people.access import signed_in_account
from okprofs.people.queries import account_by_email

mail_limit = limiter.limit("60 per hour", methods=["POST"])


@blueprint.get("/mijn/plaatsen")
@access(signed_in)
def list_seats() -> Response:
    return page(memberships=queries.in_hands_of(current_user.id), form=Form())


@blueprint.route("/mijn/plaatsen/<string:public_id>/nieuw", methods=["GET", "POST"])
@mail_limit
@access(signed_in)
def create_seat(public_id: str) -> Response:
    membership = _membership(public_id)
    form = AddressForm()

    def act() -> str:
        seats.hand_out(membership, form.chosen, contact=signed_in_account())
        flash(gettext("We hebben een link gemaild naar %(address)s.", address=form.chosen), "ok")
        return url_for("membership.list_seats")

    return submit(form, act) or page(form=form, membership=_membership(public_id))


@blueprint.route("/mijn/plaatsen/plaats/<string:public_id>/terugname", methods=["GET", "POST"])
@access(signed_in)
def delete_seat(public_id: str) -> Response:
    seat = queries.seat_in_hands_of(current_user.id, public_id)
    if seat is None:
        return first_answer() or abort(404)
    form = TakingForm()
    form.offer(has_offer=seat.offered_to)
    if seat.holder_id is None:
        del form.when, form.day

    def act() -> str:
        _take_back(seat, form)
        return url_for("membership.list_seats")

    return submit(form, act) or page(form=form, seat=seat)


def _take_back(seat: Seat, form: TakingForm) -> None:
    if "when" not in form or form.is_offer_only:
        seats.withdraw_offer(seat, contact=signed_in_account())
        flash(gettext("Het aanbod is ingetrokken. De link werkt niet meer."), "ok")
        return
    name = seat.holder.name if seat.holder else ""
    seats.take_back(seat, form.ends_on, contact=signed_in_account())
    flash(gettext("De plaats van %(name)s eindigt op %(day)s.", name=name, day=long_date(form.ends_on)), "ok")


@blueprint.route("/mijn/plaatsen/plaats/<string:public_id>/opvolger", methods=["GET", "POST"])
@mail_limit
@access(signed_in)
def create_successor(public_id: str) -> Response:
    seat = queries.seat_in_hands_of(current_user.id, public_id) or abort(404)
    form = AddressForm()

    def act() -> str:
        seats.pass_on(seat, form.chosen, contact=signed_in_account())
        flash(gettext("We hebben een link gemaild naar %(address)s.", address=form.chosen), "ok")
        return url_for("membership.list_seats")

    return submit(form, act) or page(form=form, seat=seat)


@blueprint.route("/mijn/plaatsen/<string:public_id>/contactpersoon", methods=["GET", "POST"])
@mail_limit
@access(signed_in)
def create_contact(public_id: str) -> Response:
    membership = _membership(public_id)
    form = AddressForm()

    def act() -> str:
        organisations.ask_contact(membership, form.chosen, by=signed_in_account())
        flash(gettext("We hebben een link gemaild naar %(address)s.", address=form.chosen), "ok")
        return url_for("membership.list_seats")

    return submit(form, act) or page(form=form, membership=_membership(public_id))


@blueprint.route("/mijn/plaatsen/<string:public_id>/praktijk", methods=["GET", "POST"])
@access(signed_in)
def edit_practice(public_id: str) -> Response:
    membership = _membership(public_id)
    organisation = membership.organisation
    form = PracticeForm.about(organisation)

    def act() -> str:
        # Whoever is the contact by now; in this transaction it is asked again.
        _membership(public_id)
        write_practice(organisation.public_id, form.read_version, form.practice.data or "")
        flash(gettext("De tekst over jullie praktijk is bewaard."), "ok")
        return url_for("membership.list_seats")

    return submit(form, act) or page(form=form, organisation=_membership(public_id).organisation)


@blueprint.post("/mijn/plaatsen/<string:public_id>/bevestiging")
@access(signed_in)
def create_seats_confirmation(public_id: str) -> Response:
    membership = _membership(public_id)
    form = Form()

    def act() -> str:
        organisations.confirm_seats(membership, contact=signed_in_account())
        flash(gettext("Dank je. De lijst is bevestigd. Tot volgend jaar."), "ok")
        return url_for("membership.list_seats")

    answer = submit(form, act)
    return answer or redirect(url_for("membership.list_seats"), 303)


def _membership(public_id: str) -> OrganisationMembership:
    return queries.membership_in_hands_of(current_user.id, public_id) or abort(404)


@blueprint.route("/plaats/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_seat_acceptance(token: str) -> Response:
    link = good_link(letters.SEAT_PURPOSE, token)
    seat = queries.seat(link.about) if link else None
    form = AcceptanceForm()
    known = account_by_email(link.address) if link else None
    form.ask_name(is_new=known is None)

    def act() -> str:
        account = seats.accept(good_link(letters.SEAT_PURPOSE, token), form.chosen_name, language=locale.chosen())
        flash(gettext("Je hebt de plaats aangenomen. Welkom, %(name)s.", name=account.name), "ok")
        return _own_page(account.id, "membership.show_membership")

    answer = submit(form, act)
    is_good = seat is not None and link is not None and seat.offered_to == link.address
    return answer or page_of_link(
        form=form,
        seat=seat if is_good else None,
        is_member=bool(known and running_membership(known.id)),
        address=link.address if link else "",
    )


@blueprint.route("/contactpersoon/<string:token>", methods=["GET", "POST"])
@limiter.limit("60 per hour")
@access(anyone)
def create_contact_acceptance(token: str) -> Response:
    link = good_link(letters.CONTACT_PURPOSE, token)
    membership = queries.organisation_membership(link.about) if link else None
    form = AcceptanceForm()
    form.ask_name(is_new=not link or account_by_email(link.address) is None)

    def act() -> str:
        found = good_link(letters.CONTACT_PURPOSE, token)
        account = organisations.become_contact(found, form.chosen_name, language=locale.chosen())
        flash(gettext("Je bent nu contactpersoon. Je kunt de plaatsen uitgeven."), "ok")
        return _own_page(account.id, "membership.list_seats")

    answer = submit(form, act)
    is_good = membership is not None and link is not None and membership.asked_contact == link.address
    return answer or page_of_link(form=form, membership=membership if is_good else None)


def _own_page(account_id: int, endpoint: str) -> str:
    """Where to go after a link: the link proves an address once, and signs nobody in."""
    is_own = current_user.is_authenticated and current_user.id == account_id
    return url_for(endpoint) if is_own else url_for("people.create_session", next=url_for(endpoint))


@blueprint.route("/mijn/lidmaatschap/plaats", methods=["GET", "POST"])
@access(signed_in)
def delete_own_seat() -> Response:
    seat = queries.seat_held_by(current_user.id)
    if seat is None:
        return first_answer() or redirect(url_for("membership.show_membership"), 303)
    form = Form()

    def act() -> str:
        seats.give_back(signed_in_account())
        flash(gettext("Je plaats is teruggegeven."), "ok")
        return url_for("membership.show_membership")

    membership = running_membership(current_user.id)
    ends = membership is None or rests_on_seat(membership.category)
    return submit(form, act) or page(form=form, seat=seat, ends_membership=ends)
