"""Pages: the groups that an organiser puts together, those one sits in, and when these met."""

from flask import Blueprint, abort, flash, redirect, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from okprofs.community import queries, services
from okprofs.community.forms import GroupForm, MeetingForm, MemberForm, Nameable
from okprofs.community.models import GroupMember, IntervisionMeeting
from okprofs.community.wording import duration
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
    is_member = current_member.allows(account)
    seen = directory.fellows_of(account.id) if is_member else {}
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
    return page(groups=groups, labels=DISCIPLINE_LABELS, is_member=is_member)


def _place(public_id: str) -> GroupMember | None:
    return queries.place_of(signed_in_account().id, public_id)


def _nameable(place: GroupMember) -> list[Nameable]:
    """Who sits in the group besides the viewer and does not hide from the others."""
    fellows = directory.fellows_of(place.account_id).get(place.group.public_id, ())
    return [Nameable(one.account_id, one.public_id, one.name) for one in fellows]


@blueprint.get("/mijn/groepen/<string:public_id>")
@access(current_member)
def show_own_group(public_id: str) -> Response:
    place = _place(public_id) or abort(404)
    names = {one.account_id: one.name for one in _nameable(place)}
    found = queries.meetings(place, requested_page())
    lines = []
    for meeting in found.items:
        there = {one.account_id for one in meeting.hours}
        named = [name for account_id, name in names.items() if account_id in there]
        was_there = place.account_id in there
        lines.append((meeting, was_there, named, len(there) - len(named) - was_there))
    return page(group=place.group, found=found, lines=lines, duration=duration)


@blueprint.route("/mijn/groepen/<string:public_id>/intervisies/nieuw", methods=["GET", "POST"])
@limiter.limit("60/hour", methods=["POST"], key_func=lambda: f"meetings:{signed_in_account().id}")
@access(current_member)
def create_meeting(public_id: str) -> Response:
    place = _place(public_id)
    if place is None:
        return first_answer() or abort(404)
    group = place.group
    form = MeetingForm(_nameable(place))

    def act() -> str:
        services.write_down(group, signed_in_account(), form.written)
        flash(gettext("De intervisie staat er. Wie erbij was, vindt de uren bij Je uren."), "ok")
        return url_for("community.show_own_group", public_id=public_id)

    return submit(form, act) or page(form=form, group=group, has_others=len(group.members) > 1)


def _meeting(place: GroupMember | None, public_id: str, *, attended: bool = True) -> IntervisionMeeting | None:
    """A meeting that the viewer may read of; with `attended`, one at which they were."""
    meeting = queries.meeting(place, public_id) if place else None
    if meeting is None or place is None:
        return None
    return meeting if not attended or place.account_id in {one.account_id for one in meeting.hours} else None


@blueprint.route("/mijn/groepen/<string:public_id>/intervisies/<string:meeting>", methods=["GET", "POST"])
@access(current_member)
def edit_meeting(public_id: str, meeting: str) -> Response:
    place = _place(public_id)
    found = _meeting(place, meeting)
    if place is None or found is None:
        return first_answer() or abort(404)
    account, group = signed_in_account(), place.group
    form = MeetingForm([Nameable(account.id, account.public_id, gettext("Jij")), *_nameable(place)], found)

    def act() -> str:
        services.change(group, meeting, account, form.version, form.written)
        flash(gettext("De intervisie is bewaard."), "ok")
        return url_for("community.show_own_group", public_id=public_id)

    return submit(form, act) or page(form=form, group=group, meeting=meeting)


@blueprint.route("/mijn/groepen/<string:public_id>/intervisies/<string:meeting>/verwijdering", methods=["GET", "POST"])
@access(current_member)
def delete_meeting(public_id: str, meeting: str) -> Response:
    place = _place(public_id)
    found = _meeting(place, meeting)
    if place is None or found is None:
        return first_answer() or abort(404)
    group, held_on, form = place.group, found.held_on, Form()

    def act() -> str:
        services.remove(group, meeting, signed_in_account())
        flash(gettext("De intervisie is weg, met de uren die ervoor telden."), "ok")
        return url_for("community.show_own_group", public_id=public_id)

    return submit(form, act) or page(form=form, group=group, meeting=meeting, held_on=held_on)


@blueprint.post("/mijn/groepen/<string:public_id>/intervisies/<string:meeting>/aanwezigheid")
@access(current_member)
def create_attendance(public_id: str, meeting: str) -> Response:
    place = _place(public_id)
    if place is None or _meeting(place, meeting, attended=False) is None:
        return first_answer() or abort(404)
    group = place.group
    back = url_for("community.show_own_group", public_id=public_id)

    def act() -> str:
        services.attend(group, meeting, signed_in_account())
        flash(gettext("Je staat erbij. De uren vind je bij Je uren."), "ok")
        return back

    return submit(Form(), act) or redirect(back, 303)


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
