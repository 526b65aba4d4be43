"""Handling a case among reviewers: taking and releasing it, asking a second reader, opening it, keeping notes."""

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.membership.models import Application, ApplicationNote, Disclosure
from okprofs.membership.queries.cases import desk_of
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.review import (
    has_vouched,
    is_own,
    may_arrange,
    may_pick_up,
    may_read,
    may_release,
    may_take_over,
    must_explain,
)
from okprofs.membership.services.case import held
from okprofs.people.models import Account


def pick_up(public_id: str, *, reviewer: Account) -> Application:
    """Take the case, so that no other reviewer handles it. Who has it already keeps it.

    Refused: `own_application`, `own_organisation`, `application_closed`, `case_held`.
    """
    application = held(public_id)
    desk = desk_of(application)
    refuse(may_pick_up(desk.case, reader=desk.reader(reviewer.id)))
    _hand_to(application, reviewer)
    return application


def take_over(public_id: str, *, reviewer: Account, from_id: int | None) -> Application:
    """Take the case from the reviewer whom the page named; None is nobody.

    Refused: `own_application`, `own_organisation`, `application_closed`, `case_changed_hands`.
    """
    application = held(public_id)
    desk = desk_of(application)
    refuse(may_take_over(desk.case, reader=desk.reader(reviewer.id), from_id=from_id))
    _hand_to(application, reviewer)
    return application


def release(public_id: str, *, reviewer: Account) -> Application:
    """Put the case back for whoever comes. Refused: `case_not_yours`."""
    application = held(public_id)
    desk = desk_of(application)
    refuse(may_release(desk.case, reader=desk.reader(reviewer.id)))
    application.holder_id = application.held_since = None
    record("application_released", application, actor=reviewer)
    return application


def _hand_to(application: Application, reviewer: Account) -> None:
    if application.holder_id == reviewer.id:
        return
    before = application.holder
    application.holder_id, application.held_since = reviewer.id, now()
    if before is None:
        record("application_taken", application, actor=reviewer)
    else:
        record("application_taken_over", application, actor=reviewer, holder=before.public_id)


def add_note(public_id: str, text: str, *, author: Account) -> ApplicationNote:
    """Write something for the other reviewers, also after the decision.

    Refused: `own_application`, `own_organisation`, `application_not_sent`.
    """
    application = held(public_id)
    if application.status is ApplicationStatus.DRAFT:
        raise Refused(Refusal("application_not_sent"))
    desk = desk_of(application)
    refuse(may_read(desk.case, desk.reader(author.id)))
    note = ApplicationNote(application_id=application.id, author_id=author.id, text=text)
    db.session.add(note)
    record("application_note_added", application, actor=author)
    return note


def ask_second_reader(public_id: str, *, reviewer: Account) -> Application:
    """From now on it takes two votes. Refused: `own_application`, `own_organisation`, `application_closed`."""
    application = held(public_id)
    desk = desk_of(application)
    refuse(may_arrange(desk.case, reader=desk.reader(reviewer.id)))
    if application.second_reader_asked_at is None:
        application.second_reader_asked_at = now()
        record("application_second_reader_asked", application, actor=reviewer)
    return application


def explain(public_id: str, reason: str, *, reviewer: Account) -> Application:
    """Say why one opens a case that one stands near to; from then on it is open to this reviewer.

    Refused: `own_application`, `application_not_sent`.
    """
    application = held(public_id)
    if application.status is ApplicationStatus.DRAFT:
        raise Refused(Refusal("application_not_sent"))
    desk = desk_of(application)
    reader = desk.reader(reviewer.id)
    if is_own(desk.case, reader):
        raise Refused(Refusal("own_application"))
    if must_explain(desk.case, reader):
        db.session.add(Disclosure(application_id=application.id, reviewer_id=reviewer.id, reason=reason))
        action = "nominator" if has_vouched(desk.case, reader) else "colleague"
        record(f"application_opened_by_{action}", application, actor=reviewer)
    return application
