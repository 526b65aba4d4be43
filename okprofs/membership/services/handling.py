"""Handling a case among reviewers: taking and releasing it, taking it over, keeping notes."""

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.membership.models import Application, ApplicationNote
from okprofs.membership.rules.lifecycle import ApplicationStatus
from okprofs.membership.rules.review import is_own, may_pick_up, may_release, may_take_over
from okprofs.membership.services.case import case_of, held
from okprofs.people.models import Account


def pick_up(public_id: str, *, reviewer: Account) -> Application:
    """Take the case, so that no other reviewer handles it. Who has it already keeps it.

    Refused: `own_application`, `application_closed`, `case_held`.
    """
    application = held(public_id)
    refuse(may_pick_up(case_of(application), reviewer_id=reviewer.id))
    _hand_to(application, reviewer)
    return application


def take_over(public_id: str, *, reviewer: Account, from_id: int | None) -> Application:
    """Take the case from the reviewer whom the page named; None is nobody.

    Refused: `own_application`, `application_closed`, `case_changed_hands`.
    """
    application = held(public_id)
    refuse(may_take_over(case_of(application), reviewer_id=reviewer.id, from_id=from_id))
    _hand_to(application, reviewer)
    return application


def release(public_id: str, *, reviewer: Account) -> Application:
    """Put the case back for whoever comes. Refused: `case_not_yours`."""
    application = held(public_id)
    refuse(may_release(case_of(application), reviewer_id=reviewer.id))
    application.holder_id = application.held_since = None
    record("application_released", application, actor=reviewer)
    return application


def _hand_to(application: Application, reviewer: Account) -> None:
    if application.holder_id == reviewer.id:
        return
    before = application.holder.public_id if application.holder else None
    application.holder_id, application.held_since = reviewer.id, now()
    action = "application_taken_over" if before else "application_taken"
    record(action, application, actor=reviewer, **({"from": before} if before else {}))


def add_note(public_id: str, text: str, *, author: Account) -> ApplicationNote:
    """Write something for the other reviewers, also after the decision. Refused: `own_application`."""
    application = held(public_id)
    if application.status is ApplicationStatus.DRAFT:
        raise Refused(Refusal("application_not_sent"))
    if is_own(case_of(application), author.id):
        raise Refused(Refusal("own_application"))
    note = ApplicationNote(application_id=application.id, author_id=author.id, text=text)
    db.session.add(note)
    record("application_note_added", application, actor=author)
    return note
