"""Organisations as members: admitting one, its number of seats, its contact, its yearly list, and its end."""

from datetime import date

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.jobs import one_of
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.models import MailedLink
from okprofs.mail.services import revoke, spend, write
from okprofs.membership import letters
from okprofs.membership.models import OrganisationMembership, Seat
from okprofs.membership.queries import seats as queries
from okprofs.membership.rules.seats import ASKED_AGAIN_AFTER, OPEN_FOR, ask_on, may_end_on, may_number
from okprofs.membership.services.seats import MOST_LOOKED_AT, count_link, free, held, hold_holders, seats_of, tell
from okprofs.organisations.models import Organisation
from okprofs.organisations.services import find_or_flag
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email, hold_accounts
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.services.accounts import create_account

BATCH = 100


def admit_organisation(
    name: str, number: int, contact_address: str, since_on: date, *, reviewer: Account
) -> OrganisationMembership:
    """Make an organisation a member, with this many seats, and ask whoever reads the address to be its contact.

    Refused: `number_of_seats`, `address_invalid`, `organisation_is_member`, `own_organisation_seats`; as
    `may_mail_link`.
    """
    hold_accounts([reviewer.id])
    organisation = find_or_flag(name)
    db.session.execute(locked(sa.select(Organisation.id).where(Organisation.id == organisation.id)))
    if queries.memberships_of(organisation.id):
        raise Refused(Refusal("organisation_is_member"))
    _refuse_own(organisation.id, reviewer)
    refuse(may_number(number, 0))
    membership = OrganisationMembership(
        organisation=organisation,
        number_of_seats=number,
        since_on=since_on,
        confirmed_on=today(),
        ask_on=ask_on(since_on, today()),
    )
    db.session.add(membership)
    db.session.flush()
    record("organisation_membership_begun", membership, seats=number)
    _ask(membership, contact_address, reviewer)
    return membership


def _refuse_own(organisation_id: int, reviewer: Account) -> None:
    """Who works at the organisation, or is a member by it, decides nothing about it."""
    seat = queries.seat_held_by(reviewer.id)
    if organisation_id in (reviewer.profile.organisation_id, seat.membership.organisation_id if seat else None):
        raise Refused(Refusal("own_organisation_seats"))


def change_number(membership: OrganisationMembership, number: int, *, reviewer: Account) -> None:
    """Give an organisation more seats or fewer. Refused: `seats_ended`, `number_of_seats`, `seats_taken`,
    `own_organisation_seats`."""
    fresh = _running(membership)
    _refuse_own(fresh.organisation_id, reviewer)
    refuse(may_number(number, len(seats_of(fresh).taken)))
    if number != fresh.number_of_seats:
        record("organisation_membership_changed", fresh, old=fresh.number_of_seats, new=number)
        fresh.number_of_seats = number


def ask_contact(membership: OrganisationMembership, address: str, *, by: Account, is_office: bool = False) -> None:
    """Ask somebody to be the contact from now on; who is it now stays so until they accept. An earlier request falls.

    Refused: `contact_no_more`, or for the office `own_organisation_seats`; `seats_ended`, `address_invalid`; as
    `may_mail_link`.
    """
    hold_accounts([by.id])
    fresh = _running(membership)
    if is_office:
        _refuse_own(fresh.organisation_id, by)
    elif fresh.contact_id != by.id:
        raise Refused(Refusal("contact_no_more"))
    _ask(fresh, address, by)


def _ask(membership: OrganisationMembership, text: str, by: Account) -> None:
    address = normalise_address(text)
    if address is None:
        raise Refused(Refusal("address_invalid"))
    count_link(address, by)
    revoke(letters.CONTACT_PURPOSE, membership.public_id)
    membership.asked_contact, membership.asked_contact_at = address, now()
    known = account_by_email(address)
    record("contact_asked", membership)
    write(
        letters.CONTACT_ASKED,
        to=address,
        language=known.language if known else by.language,
        about=membership,
        facts={"organisation": membership.organisation.name, "seats": membership.number_of_seats},
    )


def become_contact(link: MailedLink | None, name: str, *, language: str) -> Account:
    """Whoever was asked is the contact from now on; who was it before is told. Who has no account gets one, under
    `name`, in `language`; it makes nobody a member. Refused: `link_used`, `seats_ended`, `applicant_blocked`."""
    membership = queries.organisation_membership(link.about) if link else None
    if link is None or membership is None:
        raise Refused(Refusal("link_used"))
    fresh = _running(membership)
    if fresh.asked_contact != link.address:
        raise Refused(Refusal("link_used"))
    spend(link)
    account = account_by_email(link.address) or create_account(link.address, name, language)
    if account.blocked_at is not None:
        raise Refused(Refusal("applicant_blocked"))
    before = fresh.contact
    fresh.contact, fresh.asked_contact, fresh.asked_contact_at = account, "", None
    db.session.flush()
    record("contact_accepted", fresh, actor=account)
    if before is not None and before.id != account.id:
        tell(letters.CONTACT_CHANGED, before, fresh, contact=account.name)
    return account


def end_organisation(membership: OrganisationMembership, on: date, *, reviewer: Account) -> None:
    """Let the membership of an organisation end: today, or on a later day, the first on which it is none any more. All
    who have a seat and the contact are told. Refused: `seats_ended`, `day_has_passed`, `own_organisation_seats`."""
    fresh = hold_holders(membership)
    if fresh.is_over:
        raise Refused(Refusal("seats_ended"))
    _refuse_own(fresh.organisation_id, reviewer)
    refuse(may_end_on(on, today()))
    if fresh.contact is not None:
        tell(letters.SEATS_ENDING, fresh.contact, fresh, ends_on=on.isoformat())
    if on == today():
        _end(fresh)
        return
    fresh.ends_on = on
    record("organisation_membership_ending", fresh)
    for seat in fresh.seats:
        if seat.holder is not None:
            ends_on = min(on, seat.leaves_on or on)
            tell(letters.SEAT_ENDING, seat.holder, fresh, ends_on=ends_on.isoformat())


def _end(membership: OrganisationMembership) -> None:
    """It is over, and every seat with it; held are the memberships of its people and its own."""
    membership.ended_on, membership.ends_on, membership.ask_on = today(), None, None
    membership.asked_since_on, membership.asked_contact, membership.asked_contact_at = None, "", None
    revoke(letters.CONTACT_PURPOSE, membership.public_id)
    record("organisation_membership_ended", membership)
    query = sa.select(Seat).where(Seat.organisation_membership_id == membership.id).order_by(Seat.number)
    for seat in db.session.scalars(locked(query)).all():
        revoke(letters.SEAT_PURPOSE, seat.public_id)
        seat.offered_to = ""
        if seat.holder is not None:
            free(seat)
        else:
            db.session.delete(seat)
    db.session.flush()
    db.session.expire(membership, ["seats"])


def end_due_organisations() -> bool:
    """End a membership that was to end by today; for the worker, every day. Returns whether there may be more."""
    due = sa.select(OrganisationMembership.id).where(
        OrganisationMembership.ends_on <= today(), OrganisationMembership.ended_on.is_(None)
    )
    keys = db.session.scalars(due.order_by(OrganisationMembership.id).limit(MOST_LOOKED_AT)).all()
    return one_of(keys, _end_when_due)


def _end_when_due(key: int) -> None:
    fresh = hold_holders(db.session.get_one(OrganisationMembership, key))
    if not fresh.is_over and fresh.ends_on is not None and fresh.ends_on <= today():
        _end(fresh)


def lapse_asked_contacts() -> bool:
    """Forget the address of somebody who was asked to be a contact and did not answer in time, and tell who is it now;
    for the worker, every day. Returns whether there may be more."""
    due = sa.select(OrganisationMembership.id).where(OrganisationMembership.asked_contact_at < now() - OPEN_FOR)
    keys = db.session.scalars(due.order_by(OrganisationMembership.id).limit(MOST_LOOKED_AT)).all()
    return one_of(keys, _lapse_when_due)


def _lapse_when_due(key: int) -> None:
    fresh = held(db.session.get_one(OrganisationMembership, key))
    if fresh.asked_contact_at is None or fresh.asked_contact_at >= now() - OPEN_FOR:
        return
    address, fresh.asked_contact, fresh.asked_contact_at = fresh.asked_contact, "", None
    revoke(letters.CONTACT_PURPOSE, fresh.public_id)
    record("contact_lapsed", fresh)
    if fresh.contact is not None:
        tell(letters.CONTACT_LAPSED, fresh.contact, fresh, address=address)


def ask_contacts() -> bool:
    """Ask contacts once a year whether their list is right, and every four weeks as long as they do not say; for the
    worker, every day. Returns whether there are more."""
    query = sa.select(OrganisationMembership).where(
        OrganisationMembership.ask_on <= today(), OrganisationMembership.ended_on.is_(None)
    )
    due = db.session.scalars(locked(query.order_by(OrganisationMembership.id).limit(BATCH))).all()
    for membership in due:
        membership.asked_since_on = membership.asked_since_on or today()
        membership.ask_on = today() + ASKED_AGAIN_AFTER
        if membership.contact is not None:
            record("seats_confirmation_asked", membership)
            tell(letters.SEATS_TO_CONFIRM, membership.contact, membership)
    return len(due) == BATCH


def confirm_seats(membership: OrganisationMembership, *, contact: Account) -> None:
    """The contact says that the list of seats is right, for another year. Refused: `contact_no_more`, `seats_ended`."""
    fresh = _running(membership)
    if fresh.contact_id != contact.id:
        raise Refused(Refusal("contact_no_more"))
    fresh.confirmed_on, fresh.asked_since_on = today(), None
    fresh.ask_on = ask_on(fresh.since_on, today())
    record("seats_confirmed", fresh)


def _running(membership: OrganisationMembership) -> OrganisationMembership:
    fresh = held(membership)
    if fresh.is_over:
        raise Refused(Refusal("seats_ended"))
    return fresh
