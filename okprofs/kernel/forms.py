"""How does input come in: once, whole, and with every complaint in words?

`submit()` is how every form acts. It opens the one transaction, and remembers under the form's own key what the answer
was, so that a double click, a retry or the back button gets the first answer instead of a second deed.
"""

import hashlib
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import abort, flash, redirect, request
from flask_login import current_user
from flask_wtf import CSRFProtect, FlaskForm
from sqlalchemy.orm import Mapped, mapped_column
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response
from wtforms import HiddenField, PasswordField, StringField, TextAreaField
from wtforms.validators import Optional

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, db, insert_into, transaction
from okprofs.kernel.ids import digest, new_secret
from okprofs.kernel.privacy import NOTHING, Kind, Term, personal
from okprofs.kernel.refusals import Refused, sentence

# Every POST brings a token of ours along, but for views that are marked exempt: see `one_click`.
csrf = CSRFProtect()
# How long the first answer to a form is kept for whoever sends it again.
KEPT = timedelta(days=2)
# What stands in a kept location for the secret of a personal link. No address of ours holds these signs.
PERSONAL = "<>"


class Submission(Model):
    """A form that was acted upon, and where its answer stands."""

    __tablename__ = "submissions"

    key_digest: Mapped[str] = mapped_column(sa.String(64), primary_key=True, info=NOTHING)
    viewer: Mapped[str] = mapped_column(sa.String(20), info=personal(Kind.ACTIVITY, kept=Term.SUBMISSION_2_DAYS))
    # A digest, and a location without its secret: the address of a page may be a personal link.
    path: Mapped[str] = mapped_column(sa.String(500), info=NOTHING)
    content_digest: Mapped[str] = mapped_column(sa.String(64), info=NOTHING)
    location: Mapped[str] = mapped_column(sa.String(500), default="", info=NOTHING)
    at: Mapped[datetime] = mapped_column(default=now, index=True, info=NOTHING)


# Of a choice that may be left open. Otherwise white space passes as nothing and is still the value of the field.
LEFT_OPEN = Optional(strip_whitespace=False)
LONGEST_NAME = 100
# Control characters and the marks that turn the direction of writing: no keyboard has them, and PostgreSQL refuses NUL.
_UNTYPED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def tidy(text: str | None) -> str | None:
    """What was typed on one line, without the space around it."""
    return None if text is None else " ".join(text.split())


def tidy_lines(text: str | None) -> str | None:
    """The same for what may have several lines."""
    return None if text is None else "\n".join(line.rstrip() for line in text.splitlines()).strip()


def typed(text: str) -> str:
    """The same without what cannot have been typed."""
    return _UNTYPED.sub("", text)


class Form(FlaskForm):
    """Every form: its fields, its CSRF token, and the key by which it acts once."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Any, formdata: Any) -> Any:
            """What was sent, without what cannot have been typed, and under names that a form of ours can have."""
            sent = super().wrap_formdata(form, formdata)
            if sent is None:
                return None
            return MultiDict(
                (name, typed(value) if isinstance(value, str) else value)
                for name in sent
                # A list counts its entries by a number in the name: "²" and 5,000 digits are none.
                if name.isascii() and len(name) <= LONGEST_NAME
                for value in sent.getlist(name)
            )

        def bind_field(self, form: Any, unbound_field: Any, options: dict[str, Any]) -> Any:
            """Every text comes in tidy; a password as it was typed."""
            kind = unbound_field.field_class
            if issubclass(kind, StringField) and not issubclass(kind, PasswordField):
                clean = tidy_lines if issubclass(kind, TextAreaField) else tidy
                options = {**options, "filters": (clean, *unbound_field.kwargs.get("filters", ()))}
            return super().bind_field(form, unbound_field, options)

    once = HiddenField(default=new_secret)

    def refuse(self, refused: Refused) -> None:
        """Show a rule's refusals at the form, not at a field."""
        self.form_errors.extend(sentence(refusal) for refusal in refused.refusals)


def submit(form: Form, act: Callable[[], str]) -> Response | None:
    """When the form was sent and is right, do `act` in one transaction and go where it says.

    Returns None when there is nothing to do (not sent, wrong, or refused): the view then shows the page, with the
    errors in the form. The same form sent again gets the first one's answer; with another content, 409.
    """
    if not form.validate_on_submit():
        # What the first one did can make the second one wrong: what it chose, say, is chosen already.
        return first_answer() if form.errors else None
    try:
        with transaction():
            location = _perform_once(form, act)
    except Refused as refused:
        form.refuse(refused)
        return None
    return redirect(location, 303)


def press(act: Callable[[], str], back: str) -> Response:
    """Do what a button asks that is a form by itself on another page; a refusal is said there, at `back`."""
    form = Form()
    answer = submit(form, act)
    for error in () if answer else form.form_errors:
        flash(error, "error")
    return answer or redirect(back, 303)


def is_one_click() -> bool:
    """Whether a mail program asks this by itself, because its owner wants no more of such mail (RFC 8058)."""
    return request.method == "POST" and request.form.get("List-Unsubscribe") == "One-Click"


def one_click(act: Callable[[], object]) -> Response | None:
    """When a mail program asks, do `act`, in one transaction: it has no form of ours, only the secret in the address.
    `act` twice must be as good as once. The view is marked `csrf.exempt`; for people its form keeps its own token."""
    if not is_one_click():
        return None
    with transaction():
        act()
    return Response(status=204)


def _perform_once(form: Form, act: Callable[[], str]) -> str:
    key = digest(form.once.data or "")
    insert = insert_into(Submission).values(
        key_digest=key,
        viewer=_viewer(),
        path=digest(request.path),
        content_digest=_content_digest(),
        location="",
        at=now(),
    )
    # A second one waits here for the first to commit, then finds its answer.
    first = db.session.scalar(insert.on_conflict_do_nothing().returning(Submission.key_digest)) is not None
    if first:
        location = act()
        kept = location.replace(_secret(), PERSONAL) if _secret() else location
        db.session.execute(sa.update(Submission).where(Submission.key_digest == key).values(location=kept))
        return location
    return _first_location(db.session.get_one(Submission, key))


def first_answer() -> Response | None:
    """The answer that this form got when it was sent before, for where there is no way to the view any more: the first
    took away what it is about, or signed the person out. None when it was not sent before; 409 with another content."""
    key = request.form.get("once") if request.method == "POST" else None
    earlier = db.session.get(Submission, digest(key)) if key else None
    return redirect(_first_location(earlier), 303) if earlier else None


def _first_location(earlier: Submission) -> str:
    # Who was signed out by the first, or got a new session by it, is nobody when the second comes.
    if earlier.path != digest(request.path) or _viewer() not in (earlier.viewer, ""):
        abort(404)
    if earlier.content_digest != _content_digest():
        abort(409)
    # Who repeats a form sends it to the same address, and so brings the secret along.
    return earlier.location.replace(PERSONAL, _secret())


def _viewer() -> str:
    return current_user.public_id if current_user.is_authenticated else ""


def _secret() -> str:
    """The secret of the personal link by which this page was opened; empty for any other page."""
    return str((request.view_args or {}).get("token", ""))


def _content_digest() -> str:
    """What was typed, without the CSRF token, which may differ between two tabs."""
    fields = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    content = hashlib.sha256(repr(fields).encode("utf-8", "surrogatepass"))
    for name, upload in request.files.items(multi=True):
        content.update(repr((name, upload.filename)).encode("utf-8", "surrogatepass"))
        content.update(hashlib.sha256(upload.read()).digest())
        upload.seek(0)
    return content.hexdigest()


def forget_submissions() -> None:
    """Remove what was kept for forms that nobody sends again."""
    db.session.execute(sa.delete(Submission).where(Submission.at < now() - KEPT))
