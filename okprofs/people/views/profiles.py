"""What do I tell about myself? A page for each part, which is kept by itself."""

from collections.abc import Callable

from flask import Response as PlainResponse
from flask import abort, flash, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_login import current_user
from werkzeug.wrappers import Response

from okprofs.kernel import locale
from okprofs.kernel.access import access, signed_in
from okprofs.kernel.forms import Form, submit
from okprofs.kernel.limits import limiter
from okprofs.kernel.pages import page
from okprofs.kernel.uploads import takes_file
from okprofs.people.access import signed_in_account
from okprofs.people.forms import BasicsForm, ContactForm, ExpertiseForm, PhotoForm, WorkForm
from okprofs.people.queries import account_to_edit, photo_of
from okprofs.people.rules.photos import LARGEST_BYTES, Size
from okprofs.people.rules.visibility import Audience, Field
from okprofs.people.services import profiles
from okprofs.people.views.blueprint import blueprint


@blueprint.route("/mijn/profiel", methods=["GET", "POST"])
@access(signed_in)
def edit_profile() -> ResponseReturnValue:
    account_id = signed_in_account().id
    form = BasicsForm.of(account_to_edit(account_id))
    answer = _keep(form, "people.edit_profile", lambda: profiles.change_basics(account_id, form.draft()))
    if answer is None:
        return page(form=form)
    # The language of the profile counts from here on, also in a browser where another was chosen.
    answer.delete_cookie(locale.COOKIE)
    return answer


@blueprint.route("/mijn/profiel/werk", methods=["GET", "POST"])
@access(signed_in)
def edit_work() -> ResponseReturnValue:
    account_id = signed_in_account().id
    form = WorkForm.of(account_to_edit(account_id))
    keep = _keep(form, "people.edit_work", lambda: profiles.change_work(account_id, form.draft()))
    return keep or page(form=form)


@blueprint.route("/mijn/profiel/kennis", methods=["GET", "POST"])
@access(signed_in)
def edit_expertise() -> ResponseReturnValue:
    account_id = signed_in_account().id
    form = ExpertiseForm.of(account_to_edit(account_id))
    keep = _keep(form, "people.edit_expertise", lambda: profiles.change_expertise(account_id, form.draft()))
    return keep or page(form=form)


@blueprint.route("/mijn/profiel/contact", methods=["GET", "POST"])
@access(signed_in)
def edit_contact() -> ResponseReturnValue:
    account_id = signed_in_account().id
    form = ContactForm.of(account_to_edit(account_id))
    keep = _keep(form, "people.edit_contact", lambda: profiles.change_contact(account_id, form.draft()))
    return keep or page(form=form)


@blueprint.route("/mijn/profiel/foto", methods=["GET", "POST"])
@limiter.limit("30/hour", methods=["POST"], key_func=lambda: f"photos:{current_user.get_id()}")
@takes_file(LARGEST_BYTES)
@access(signed_in)
def edit_photo() -> ResponseReturnValue:
    account = account_to_edit(signed_in_account().id)
    account_id, has_photo = account.id, account.profile.photo is not None
    form = PhotoForm.of(account)

    def keep() -> None:
        audience = form.audiences.get(Field.PHOTO, Audience.NOBODY)
        profiles.change_photo(account_id, form.painted, audience)

    return _keep(form, "people.edit_photo", keep) or page(form=form, has_photo=has_photo)


@blueprint.post("/mijn/profiel/foto/verwijdering")
@access(signed_in)
def delete_photo() -> ResponseReturnValue:
    account_id = signed_in_account().id

    def act() -> str:
        profiles.remove_photo(account_id)
        flash(gettext("Je foto is verwijderd."), "ok")
        return url_for("people.edit_photo")

    return submit(Form(), act) or abort(400)


@blueprint.get("/mijn/profiel/foto/<string:size>")
@access(signed_in)
def show_photo(size: str) -> Response:
    content = photo_of(signed_in_account().id, Size(size)) if size in set(Size) else None
    return PlainResponse(content or abort(404), mimetype="image/jpeg")


def _keep(form: Form, endpoint: str, keep: Callable[[], None]) -> Response | None:
    def act() -> str:
        keep()
        flash(gettext("Je wijzigingen zijn bewaard."), "ok")
        return url_for(endpoint)

    return submit(form, act)
