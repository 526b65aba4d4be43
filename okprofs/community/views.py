"""Pages: the groups that an organiser puts together, and those one sits in."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.community import queries, services
from okprofs.community.forms import GroupForm, MemberForm
from okprofs.directory import services as directory
from okprofs.directory.wording import shown
from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import Form, first_answer, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.paging import requested_page
from okprofs.membership.access import current_member
from okprofs.people.access import office, signed_in_account
from okprofs.people.models import Office
from okprofs.people.rules.photos import Size
from okprofs.people.rules.profession import Discipline
from okprofs.people.wording import DISCIPLINE_LABELS

blueprint = Blueprint("community", __name__)
organisers = office(Office.ORGANISER)


@blueprint.get("/beheer/groepen")
@access(organisers)
def list_groups() -> Response:
    return page(found=queries.groups(requested_page()), labels=DISCIPLINE_LABELS)


@blueprint.route("/beheer/groepen/nieuw", methods=["GET", "POST"])
@access(organisers)
def create_group() -> Response:
    form = GroupForm()

    def act() -> str:
        data = form.data
        discipline = Discipline(data["discipline"]) if data["discipline"] else None
        group = services.found_group(data["title"], data["question"] or "", discipline)
        flash(gettext("De groep staat er. Zet er nu mensen in."), "ok")
        return url_for("community.show_group", public_id=group.public_id)

    return submit(form, act) or page(form=form)


@blueprint.route("/beheer/groepen/<string:public_id>", methods=["GET", "POST"])
@limiter.limit("200/hour", methods=["POST"], key_func=lambda: f"groups:{signed_in_account().id}")
@access(organisers)
def show_group(public_id: str) -> Response:
    group = queries.group(public_id) or abort(404)
    form = MemberForm()

    def act() -> str:
        account = services.add(group, form.who.data or "")
        flash(gettext("%(name)s zit nu in de groep, en krijgt een mail.", name=account.name), "ok")
        return url_for("community.show_group", public_id=public_id)

    answer = submit(form, act)
    if answer is not None:
        return answer
    # Read again: a refusal undid what was read.
    group = queries.group(public_id) or abort(404)
    members = sorted((member.account for member in group.members), key=lambda account: (account.name, account.id))
    return page(form=form, group=group, members=members, labels=DISCIPLINE_LABELS)


@blueprint.post("/beheer/groepen/<string:public_id>/leden/<string:member>/verwijdering")
@access(organisers)
def delete_group_member(public_id: str, member: str) -> Response:
    group = queries.group(public_id) or abort(404)
    account = next((item.account for item in group.members if item.account.public_id == member), None)
    if account is None:
        return first_answer() or abort(404)

    def act() -> str:
        services.take_off(group, account)
        flash(gettext("%(name)s zit niet meer in de groep.", name=account.name), "ok")
        return url_for("community.show_group", public_id=public_id)

    return submit(Form(), act) or redirect(url_for("community.show_group", public_id=public_id), 303)


@blueprint.route("/beheer/groepen/<string:public_id>/einde", methods=["GET", "POST"])
@access(organisers)
def create_group_ending(public_id: str) -> Response:
    group = queries.group(public_id) or abort(404)
    form = Form()

    def act() -> str:
        services.end_group(group)
        flash(gettext("De groep is gestopt."), "ok")
        return url_for("community.list_groups")

    return submit(form, act) or page(form=form, group=group)


@blueprint.get("/mijn/groepen")
@access(signed_in)
def list_own_groups() -> Response:
    account = signed_in_account()
    seen = directory.fellows_of(account.id) if current_member.allows(account) else {}
    groups = []
    for group in queries.groups_of(account.id):
        fellows = [
            (
                shown(entry, url_for("directory.show_photo", public_id=entry.public_id, size=Size.SMALL)),
                url_for("directory.show_member", public_id=entry.public_id),
            )
            for entry in seen.get(group.public_id, ())
        ]
        groups.append((group, fellows, len(group.members) - 1 - len(fellows)))
    return page(groups=groups, labels=DISCIPLINE_LABELS)


@blueprint.route("/mijn/groepen/<string:public_id>/vertrek", methods=["GET", "POST"])
@access(signed_in)
def delete_own_place(public_id: str) -> Response:
    account = signed_in_account()
    group = next((group for group in queries.groups_of(account.id) if group.public_id == public_id), None)
    if group is None:
        return first_answer() or abort(404)
    form = Form()

    def act() -> str:
        services.leave(group, account)
        flash(gettext("Je zit niet meer in deze groep."), "ok")
        return url_for("community.list_own_groups")

    return submit(form, act) or page(form=form, group=group)
