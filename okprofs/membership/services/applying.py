"""Applying: from the first answer to an application that counts."""

from dataclasses import dataclass

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.models import MailedLink
from okprofs.mail.services import spend, write
from okprofs.membership import letters, queries
from okprofs.membership.models import Application
from okprofs.membership.rules.applying import may_apply, may_send
from okprofs.membership.rules.eligibility import Appointment, Engagement
from okprofs.membership.rules.lifecycle import ApplicationStatus, Step, may_take
from okprofs.membership.rules.progress import GivenAnswers
from okprofs.membership.services.assessing import content_of, store_assessment
from okprofs.membership.services.drafts import end_links, reopen
from okprofs.membership.services.nominating import settle
from okprofs.membership.services.profiles import fill_profile
from okprofs.membership.services.recognising import recognise
from okprofs.organisations.rules.domains import evidence_for
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.services.accounts import create_account


@dataclass(frozen=True, slots=True)
class Work:
    """The first step, as far as it was answered. `appointment` is None for who does not work for government."""

    works_for_government: bool | None
    organisation_name: str
    appointment: Appointment | None


@dataclass(frozen=True, slots=True)
class Profession:
    """The second step, as far as it was answered."""

    position: Position | None
    function_title: str
    engagement: Engagement | None
    disciplines: frozenset[Discipline]
    dedication: str


@dataclass(frozen=True, slots=True)
class Person:
    """The third step, as far as it was answered. `email` is as people.rules.addresses keeps it; that of who is
    signed in stands already."""

    name: str
    email: str
    motivation: str
    wants_to_be_found: bool | None


NOTHING_GIVEN = GivenAnswers()


def begin(work: Work, *, account: Account | None, language: str, carried: GivenAnswers = NOTHING_GIVEN) -> Application:
    """A draft with the first step in it; for `account` when someone is signed in. `carried` is what they answered
    before, when they asked whether they would fit.

    Refused: `already_member`, `already_applied`, `applicant_blocked`.
    """
    refuse(may_apply(queries.standing_of(account)))
    application = Application(
        language=language,
        engagement=carried.engagement,
        position=carried.position,
        disciplines=carried.disciplines,
    )
    if account is not None:
        application.account_id, application.email, application.name = account.id, account.email, account.name
    _put_work(application, work)
    db.session.add(application)
    db.session.flush()
    record("application_begun", application)
    return application


def change_work(application: Application, work: Work) -> None:
    """Answer the first step again."""
    reopen(application)
    _put_work(application, work)
    record("application_edited", application, step="work")


def change_profession(application: Application, profession: Profession) -> None:
    """Answer the second step."""
    reopen(application)
    application.position = profession.position
    application.function_title = profession.function_title
    application.engagement = profession.engagement
    application.disciplines = profession.disciplines
    application.dedication = profession.dedication
    record("application_edited", application, step="profession")


def change_person(application: Application, person: Person) -> None:
    """Answer the third step."""
    reopen(application)
    application.name = person.name
    if application.account_id is None:
        application.email = person.email
    application.motivation = person.motivation
    application.wants_to_be_found = person.wants_to_be_found
    record("application_edited", application, step="person")


def _put_work(application: Application, work: Work) -> None:
    application.works_for_government = work.works_for_government
    skips_appointment = work.works_for_government is False
    application.appointment = Appointment.NONE if skips_appointment else work.appointment
    application.organisation_name = work.organisation_name


def send(application: Application, *, account: Account | None, language: str) -> bool:
    """Submit the application of who is signed in; to anyone else, mail a link by which they prove the address first.

    Returns whether it counts as submitted. Whether the typed address is a member's shows in their mailbox only.
    Refused: `application_unfinished`, and for who is signed in as `begin`.
    """
    refuse(may_take(application.status, Step.SUBMIT))
    refuse(may_send(content_of(application)))
    application.language = language
    if account is not None:
        _submit(application, account)
        return True
    application.sent_at = now()
    holder = account_by_email(application.email)
    standing = queries.standing_of(holder)
    kind = letters.ALREADY_MEMBER if may_apply(standing) else letters.CONFIRM_APPLICATION
    # Nothing in it was typed: anyone may type anyone's address.
    facts = {"is_member": standing.is_member} if kind is letters.ALREADY_MEMBER else {}
    write(
        kind,
        to=application.email,
        language=holder.language if holder else language,
        about=application,
        facts=facts,
    )
    record("application_sent", application)
    return False


def confirm(link: MailedLink | None) -> Application:
    """The address is proven: the application counts, and whoever had no account has one now. None is a bad link.

    Refused: `link_used`; `application_changed_after_sending`; `already_member`, `already_applied`,
    `applicant_blocked`.
    """
    if link is None:
        raise Refused(Refusal("link_used"))
    found = locked(sa.select(Application).where(Application.public_id == link.about))
    application: Application | None = db.session.scalar(found)
    if application is None or application.status is not ApplicationStatus.DRAFT:
        raise Refused(Refusal("link_used"))
    if application.sent_at is None or application.email != link.address:
        raise Refused(Refusal("application_changed_after_sending"))
    spend(link)
    account = account_by_email(link.address)
    if account is None:
        account = create_account(link.address, application.name, application.language)
    _submit(application, account)
    return application


def _submit(application: Application, account: Account) -> None:
    """From here on the application counts. The account is held, so that two of one person's cannot both."""
    db.session.execute(locked(sa.select(Account).where(Account.id == account.id)))
    refuse(may_apply(queries.standing_of(account)))
    refuse(may_send(content_of(application)))
    application.status = ApplicationStatus.SUBMITTED
    application.account_id, application.email = account.id, account.email
    application.submitted_at = now()
    application.sent_at = application.sent_at or application.submitted_at
    for message in application.messages:
        # The files that go with it.
        message.author_id, message.at = account.id, application.submitted_at
    organisation = find_or_flag(application.organisation_name)
    application.organisation = organisation
    application.address_evidence = evidence_for(account.email, [known.domain for known in organisation.domains])
    found = store_assessment(application)
    fill_profile(application, account)
    settle(application, account)
    recognise(account, application.name, application.email)
    db.session.flush()
    end_links(application)
    record("application_submitted", application, actor=account, outcome=found.outcome.value)
    write(
        letters.APPLICATION_RECEIVED,
        to=account.email,
        language=application.language,
        about=application,
        facts={"name": account.name},
    )
