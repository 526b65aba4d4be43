"""Beginning, following and ending a session: who is signed in stands in a table, the browser holds only a secret."""

from datetime import timedelta

import sqlalchemy as sa
from flask import Request, current_app, g, request, session
from flask_login import AnonymousUserMixin, current_user
from sqlalchemy.orm import contains_eager
from werkzeug.wrappers import Response

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, transaction
from okprofs.kernel.facts import announce
from okprofs.kernel.ids import digest, new_secret
from okprofs.people.facts import SignedIn
from okprofs.people.models import Account, SignInSession
from okprofs.people.services.forgetting import begin_anew

SEEN_EVERY = timedelta(minutes=5)
KEPT_AFTER_END = timedelta(days=30)


class Visitor(AnonymousUserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """Someone who is not signed in."""

    id = None
    public_id = ""
    name = ""
    language = None
    appointments: tuple[()] = ()
    offices: frozenset[object] = frozenset()
    holds_any_office = False


# Asked at every request of somebody who is signed in: put together once, and all in one answer.
_SESSION = (
    sa.select(SignInSession)
    .join(SignInSession.account)
    .options(contains_eager(SignInSession.account).joinedload(Account.appointments))
    .where(SignInSession.digest == sa.bindparam("digest"), Account.blocked_at.is_(None))
)


def load_viewer(request: Request) -> Account | None:
    """The person behind the session cookie, or None: unknown, ended, idle or too old, or the account is blocked."""
    secret = request.cookies.get(current_app.config["SIGN_IN_COOKIE_NAME"])
    if not secret:
        return None
    found = db.session.scalars(_SESSION, {"digest": digest(secret)}).unique().one_or_none()
    if found is None or is_over(found):
        return None
    g.sign_in_session = found
    # Kept apart: the row may be ended from another browser while this request is under way.
    g.sign_in_digest = found.digest
    return found.account


def is_over(found: SignInSession) -> bool:
    """Whether a session has been idle for too long, or lasted too long. The board's idle time is shorter."""
    config = current_app.config
    idle = config["OFFICE_IDLE"] if found.account.holds_any_office else config["MEMBER_IDLE"]
    return bool(now() >= min(found.seen_at + idle, found.begun_at + config["SESSION_LENGTH"]))


def is_this_session(found: SignInSession) -> bool:
    """Whether `found` is the session of the browser that asks."""
    return bool(found.digest == g.get("sign_in_digest"))


def begin_session(account: Account) -> None:
    """Sign `account` in here, under a new secret; whatever this browser held before is dead.

    Also after a new proof and a change of rights, so that a secret that leaked earlier opens nothing.
    """
    announce(SignedIn(account.id))
    begin_anew(account)
    _end_here()
    secret = new_secret()
    db.session.add(
        SignInSession(
            digest=digest(secret),
            account_id=account.id,
            browser=request.headers.get("User-Agent", "")[:200],
            origin=(request.remote_addr or "")[:60],
        )
    )
    record("signed_in", account, actor=account)
    g.sign_in_cookie = secret


def end_this_session() -> None:
    """Sign out in this browser; also when the session was over already."""
    if current_user.is_authenticated:
        record("signed_out", current_user)
    _end_here()


def _end_here() -> None:
    secret = request.cookies.get(current_app.config["SIGN_IN_COOKIE_NAME"])
    if secret:
        db.session.execute(sa.delete(SignInSession).where(SignInSession.digest == digest(secret)))
    g.sign_in_cookie = ""
    # The CSRF token and what was remembered belong to whoever was here before.
    session.clear()


def end_session(account: Account, public_id: str) -> bool:
    """End one of the person's own sessions, in whichever browser it is. Returns whether there was such a session."""
    ended = db.session.scalars(
        sa.delete(SignInSession)
        .where(SignInSession.account_id == account.id, SignInSession.public_id == public_id)
        .returning(SignInSession.public_id)
    ).all()
    if ended:
        record("session_ended", account)
    return bool(ended)


def end_all_sessions(account: Account, *, but_this: bool = False) -> int:
    """End every session of `account`: after a new password or address, a block, the end of a membership.

    Returns how many ended.
    """
    query = sa.delete(SignInSession).where(SignInSession.account_id == account.id)
    if but_this and "sign_in_digest" in g:
        query = query.where(SignInSession.digest != g.sign_in_digest)
    ended = db.session.scalars(query.returning(SignInSession.digest)).all()
    if ended:
        record("sessions_ended", account)
    return len(ended)


def follow(response: Response) -> Response:
    """After each request: hand out or take back the cookie, when what the request did was done."""
    cookie = g.pop("sign_in_cookie", None)
    if cookie is None or response.status_code >= 400:
        return response
    name = current_app.config["SIGN_IN_COOKIE_NAME"]
    secure = current_app.config["SESSION_COOKIE_SECURE"]
    if cookie:
        response.set_cookie(name, cookie, httponly=True, secure=secure, samesite="Lax", path="/")
    else:
        response.delete_cookie(name, httponly=True, secure=secure, samesite="Lax", path="/")
    return response


def note_use() -> None:
    """The one thing that a GET may write: that the session is still in use, at most every five minutes."""
    found: SignInSession | None = g.get("sign_in_session")
    if found is None or now() - found.seen_at < SEEN_EVERY:
        return
    used = g.sign_in_digest
    with transaction():
        db.session.execute(sa.update(SignInSession).where(SignInSession.digest == used).values(seen_at=now()))


def forget_old_sessions() -> None:
    """Clear away the sessions that ended long ago; for the worker, every day."""
    ended_before = now() - KEPT_AFTER_END
    db.session.execute(sa.delete(SignInSession).where(SignInSession.seen_at < ended_before))
