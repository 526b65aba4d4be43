"""Pages: finding members."""

from dataclasses import replace

from flask import Blueprint, abort, flash, jsonify, redirect, request, url_for
from flask import Response as PlainResponse
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.directory import letters, queries, services, wording
from okprofs.directory.access import listings, look_ups, looking_up, photos
from okprofs.directory.forms import (
    AUDIENCES,
    PROVINCES,
    SavedSearchForm,
    address,
    address_of,
    address_with,
    asked_search,
    asked_text,
    asked_viewer,
    choices_of,
    usual_order,
)
from okprofs.kernel.access import access, anyone, signed_in
from okprofs.kernel.forms import Form, csrf, first_answer, is_one_click, one_click, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page, page_of_link
from okprofs.kernel.paging import requested_page
from okprofs.mail.queries import good_link
from okprofs.membership.access import current_member
from okprofs.membership.queries.seats import memberships_of
from okprofs.membership.wording_of_members import own_membership_shown
from okprofs.organisations.wording import KIND_LABELS
from okprofs.people.access import signed_in_account
from okprofs.people.models import Office
from okprofs.people.rules.photos import Size
from okprofs.people.rules.visibility import Audience
from okprofs.people.wording import account_shown

blueprint = Blueprint("directory", __name__)


@blueprint.get("/leden")
@listings
@access(current_member)
def list_members() -> Response:
    search = asked_search()
    found = queries.find(search)
    return page(
        text=asked_text(),
        search=search,
        found=found,
        members=[line.drawn for line in wording.lines(found.page.items)],
        facets=wording.facets(search, found, lambda name: address(search, without=name)),
        how_many=wording.how_many(found),
        read_as=wording.read_as(found),
        uncounted=wording.uncounted(search, is_counted=found.counts is not None),
        orders=wording.orders(search),
        order="" if search.order is usual_order(search.terms) else search.order.value,
        is_last_page=search.page == queries.FURTHEST,
        address=address,
        may_save=bool(search.terms or search.selection),
    )


@blueprint.get("/leden/kaart")
@listings
@access(current_member)
def show_map() -> Response:
    search = asked_search()
    counts = queries.count_by_province(search)
    return page(
        text=asked_text(),
        tiles=wording.tiles(search, counts, address_with),
        uncounted=wording.uncounted(replace(search, order=queries.Order.NAME), is_counted=counts is not None),
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


@blueprint.get("/leden/organisaties/<string:public_id>")
@look_ups
@access(current_member)
def show_organisation(public_id: str) -> Response:
    organisation = queries.organisation(public_id) or abort(404)
    if organisation.merged_into is not None:
        return redirect(url_for("directory.show_organisation", public_id=organisation.merged_into.public_id), 301)
    found = queries.members_at(organisation.id, requested_page())
    if not organisation.is_confirmed and not found.items:
        # Somebody typed its name, who may hide where they work.
        abort(404)
    memberships = memberships_of(organisation.id)
    is_contact = any(membership.contact_id == current_user.id for membership in memberships)
    return page(
        organisation=organisation,
        kind=KIND_LABELS[organisation.kind],
        found=found,
        members=wording.lines(found.items),
        number_of_seats=sum(membership.number_of_seats for membership in memberships),
        free_seats=sum(membership.free_seats for membership in memberships),
        is_contact=is_contact,
        knows_free_seats=is_contact or Office.REVIEWER in current_user.offices,
    )


@blueprint.get("/leden/<string:public_id>")
@look_ups
@access(current_member)
def show_member(public_id: str) -> Response:
    entry = services.seen_by_member(public_id, current_user.id) or abort(404)
    photo = url_for("directory.show_photo", public_id=public_id, size=Size.LARGE)
    works_at = queries.organisation_of(entry)
    can_write = queries.takes_messages(entry.account_id, current_user.id)
    return page(
        member=wording.shown(entry, photo),
        organisation_url=url_for("directory.show_organisation", public_id=works_at) if works_at else None,
        is_own=entry.account_id == current_user.id,
        write_url=url_for("messages.create_message", public_id=public_id) if can_write else None,
    )


@blueprint.get("/leden/<string:public_id>/foto/<string:size>")
@photos
@access(current_member)
def show_photo(public_id: str, size: str) -> Response:
    content = services.photo_for_member(public_id, current_user.id, Size(size)) if size in set(Size) else None
    return PlainResponse(content or abort(404), mimetype="image/jpeg")


@blueprint.get("/professionals/<string:public_id>")
@look_ups
@access(anyone)
def show_public_member(public_id: str) -> Response:
    entry = services.seen_by_everyone(public_id) or abort(404)
    photo = url_for("directory.show_public_photo", public_id=public_id, size=Size.LARGE)
    return page(member=wording.shown(entry, photo, can_search=False))


@blueprint.get("/professionals/<string:public_id>/foto/<string:size>")
@photos
@access(anyone)
def show_public_photo(public_id: str, size: str) -> Response:
    content = services.photo_for_everyone(public_id, Size(size)) if size in set(Size) else None
    return PlainResponse(content or abort(404), mimetype="image/jpeg")


@blueprint.get("/mijn/profiel/voorbeeld", redirect_to="/mijn/profiel/spiegel")
@blueprint.get("/mijn/profiel/spiegel")
@access(signed_in)
def show_mirror() -> Response:
    """What others see of who is signed in, by what decides it for those others: the rule of who sees which field, the
    entry in the directory, and the template that both draw it with."""
    account = signed_in_account()
    viewer = asked_viewer()
    entry = services.as_shown(account.id, AUDIENCES.get(viewer, Audience.MEMBERS))
    photo = url_for("people.show_photo", size=Size.LARGE)
    is_public = viewer == "bezoeker" and entry is not None and current_member.allows(account)
    return page(
        asked=viewer,
        heading=wording.VIEWERS[viewer][1],
        viewers=[
            (label, url_for("directory.show_mirror", als=word), word == viewer)
            for word, (label, _) in wording.VIEWERS.items()
        ],
        is_member=current_member.allows(account),
        is_in_group=queries.has_fellows(account.id),
        member=wording.shown(entry, photo, can_search=viewer != "bezoeker") if entry else None,
        public_url=url_for("directory.show_public_member", public_id=account.public_id) if is_public else None,
        **(account_shown(account) | own_membership_shown(account.id) if viewer == "bestuur" else {}),
    )


@blueprint.get("/mijn/zoekopdrachten")
@access(current_member)
def list_saved_searches() -> Response:
    saved = queries.saved_searches(current_user.id)
    return page(
        saved=[
            (
                one.search,
                one.finds,
                wording.chosen_words(one.search.text, queries.asked_again(one.search).selection),
                address_of(queries.asked_again(one.search), one.search.text),
            )
            for one in saved
        ]
    )


@blueprint.route("/mijn/zoekopdrachten/nieuw", methods=["GET", "POST"])
@access(current_member)
def create_saved_search() -> Response:
    search, text = asked_search(), asked_text()
    if not (search.terms or search.selection):
        return redirect(url_for("directory.list_members"), 303)
    form = SavedSearchForm()

    def act() -> str:
        services.save_search(signed_in_account(), form.name.data or "", text, search)
        flash(gettext("Je zoekopdracht is bewaard. We mailen je als er iemand bij komt die past."), "ok")
        return url_for("directory.list_saved_searches")

    asked = wording.chosen_words(text, search.selection)
    return submit(form, act) or page(form=form, asked=asked, back=address(search))


@blueprint.get("/mijn/zoekopdrachten/<string:public_id>")
@look_ups
@access(current_member)
def show_saved_search(public_id: str) -> Response:
    saved = queries.saved_search(current_user.id, public_id) or abort(404)
    return page(
        saved=saved,
        members=wording.lines(queries.finds_of(saved)),
        url=address_of(queries.asked_again(saved), saved.text),
    )


@blueprint.post("/mijn/zoekopdrachten/<string:public_id>/mail")
@access(current_member)
def edit_search_mail(public_id: str) -> Response:
    saved = queries.saved_search(current_user.id, public_id) or abort(404)
    wants_mail = not saved.wants_mail

    def act() -> str:
        services.switch_mail(signed_in_account(), public_id, wants_mail=wants_mail)
        flash(gettext("De mail staat aan.") if wants_mail else gettext("De mail staat uit."), "ok")
        return url_for("directory.list_saved_searches")

    return submit(Form(), act) or redirect(url_for("directory.list_saved_searches"), 303)


@blueprint.post("/mijn/zoekopdrachten/<string:public_id>/verwijdering")
@access(current_member)
def delete_saved_search(public_id: str) -> Response:
    if queries.saved_search(current_user.id, public_id) is None:
        return first_answer() or abort(404)

    def act() -> str:
        services.delete_search(signed_in_account(), public_id)
        flash(gettext("De zoekopdracht is weg."), "ok")
        return url_for("directory.list_saved_searches")

    return submit(Form(), act) or redirect(url_for("directory.list_saved_searches"), 303)


@blueprint.route("/zoekopdrachten/geen-mail/<string:token>", methods=["GET", "POST"])
@csrf.exempt
# Mail programs of many people ask from one address.
@limiter.limit("60 per hour", exempt_when=is_one_click)
@access(anyone)
def create_silence(token: str) -> Response:
    if not is_one_click():
        csrf.protect()
    link = good_link(letters.SILENCE_PURPOSE, token)
    account, searches = queries.searches_told_of(link.about) if link else (None, ())
    form = Form()

    def act() -> str:
        if account is not None:
            services.silence(searches, account)
        flash(gettext("De mail over nieuwe leden staat uit."), "ok")
        return url_for("site.show_home")

    done = (one_click(lambda: services.silence(searches, account)) or submit(form, act)) if account else None
    return done or page_of_link(form=form, account=account, names=[saved.name for saved in searches])
