"""Keeping a draft: going on with it later, elsewhere or signed in, throwing it away, forgetting one that was left."""

import sqlalchemy as sa
from flask import current_app, session

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.services import revoke, write
from okprofs.membership import letters, queries
from okprofs.membership.models import Application, ApplicationMessage
from okprofs.membership.rules.applying import goes_along, may_apply
from okprofs.membership.rules.lifecycle import ApplicationStatus, Step, may_take
from okprofs.people.facts import SignedIn
from okprofs.people.models import Account

HELD = "application"
"""Under this name a visitor's browser holds the public id of the draft it began."""


def still_a_draft(application: Application | None) -> Application:
    """The same application, when it is there to be gone on with. Refused: `application_already_sent`."""
    if application is None:
        raise Refused(Refusal("application_already_sent"))
    refuse(may_take(application.status, Step.SUBMIT))
    return application


def reopen(application: Application) -> None:
    """What was mailed to be confirmed is confirmed as it was read, so after a change it must be sent again.

    Refused: `application_already_sent`, `application_closed`.
    """
    still_a_draft(application)
    if application.sent_at is not None:
        application.sent_at = None
        revoke(letters.CONFIRM_PURPOSE, application.public_id)


def mail_resume_link(application: Application, email: str, *, language: str) -> None:
    """Mail a link by which the draft can be gone on with, on this device or another."""
    still_a_draft(application).changed_at = now()
    write(letters.RESUME_APPLICATION, to=email, language=language, about=application, facts={})
    record("application_kept", application)


def resume(application: Application, *, account: Account | None) -> None:
    """Go on with a draft that came by mailed link. Who is signed in makes it theirs, instead of a draft they had.

    Refused: as `applying.begin`; `link_used` when it became another's meanwhile.
    """
    refuse(may_apply(queries.standing_of(account)))
    if application.account_id not in (None, account.id if account else None):
        raise Refused(Refusal("link_used"))
    if account is not None and application.account_id is None:
        other = queries.draft_of(account.id, None)
        if other is not None:
            discard(other)
        _give(application, account)
    application.changed_at = now()
    record("application_resumed", application)


def take_along(fact: SignedIn) -> None:
    """Someone signs in: the draft that they began in this browser as a visitor is theirs from now on."""
    draft = queries.draft_of(None, session.get(HELD))
    if draft is None:
        return
    account = db.session.get_one(Account, fact.account_id)
    if goes_along(
        queries.standing_of(account),
        has_own_draft=queries.draft_of(account.id, None) is not None,
        typed_address=draft.email,
        proven_address=account.email,
    ):
        _give(draft, account)
        record("application_resumed", draft, actor=account)


def _give(application: Application, account: Account) -> None:
    """From here on nobody else goes on with it, also not by a link that was mailed before."""
    reopen(application)
    end_links(application)
    application.account_id, application.email = account.id, account.email
    application.name = application.name or account.name


def discard(application: Application) -> None:
    """Throw a draft away, with all that was typed."""
    end_links(still_a_draft(application))
    record("application_discarded", application)
    db.session.delete(application)
    db.session.flush()


def end_links(application: Application) -> None:
    """No mailed link to the draft works any more."""
    for purpose in (letters.CONFIRM_PURPOSE, letters.RESUME_PURPOSE):
        revoke(purpose, application.public_id)


def forget_drafts() -> None:
    """Throw away the drafts that nobody touched for `DRAFT_DAYS`; for the worker, every day."""
    left_before = now() - current_app.config["DRAFT_KEPT"]
    is_left = (Application.status == ApplicationStatus.DRAFT, Application.changed_at < left_before)
    # Its files wait in a message; with that they go.
    ids = sa.select(Application.id).where(*is_left)
    waiting = sa.delete(ApplicationMessage).where(ApplicationMessage.application_id.in_(ids))
    db.session.execute(waiting.execution_options(synchronize_session=False))
    db.session.execute(sa.delete(Application).where(*is_left))
