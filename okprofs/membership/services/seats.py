"""The seats of an organisation: offering, accepting, taking back, passing on, giving back.

Who takes part is held in one order, so that no two wait for each other: accounts, memberships of people, the membership
of the organisation, its seats. What stands is read again behind that, then the rule decides, then is written.
"""

from collections.abc import Collection
from datetime import date
from typing import Any

import sqlalchemy as sa

from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.facts import announce
from okprofs.kernel.ids import digest
from okprofs.kernel.jobs import one_of
from okprofs.kernel.refusals import Refusal, Refused, refuse
from okprofs.mail.kinds import Kind
from okprofs.mail.models import MailedLink
from okprofs.mail.services import revoke, spend, write
from okprofs.membership import letters
from okprofs.membership.facts import MembershipEnded, MembershipsPaused
from okprofs.membership.models import Membership, MembershipStatus, OrganisationMembership, Seat, SeatLink
from okprofs.membership.queries import seats as queries
from okprofs.membership.queries.memberships import running_membership
from okprofs.membership.rules.seats import (
    LINKS_COUNTED_FOR,
    OPEN_FOR,
    Seats,
    keeps_seat,
    may_accept,
    may_end_on,
    may_hand_out,
    may_mail_link,
    may_pass_on,
    rests_on_seat,
)
from okprofs.membership.services.memberships import begin_by_seat, end
from okprofs.people.facts import ProfileChanged
from okprofs.people.models import Account
from okprofs.people.queries import account_by_email, hold_accounts
from okprofs.people.rules.addresses import normalise_address
from okprofs.people.services.accounts import create_account

MOST_LOOKED_AT = 1_000


def hand_out(membership: OrganisationMembership, address: str, *, contact: Account) -> Seat:
    """Offer a free seat to whoever reads this address, by a mailed link.

    Refused: `contact_no_more`, `seats_ended`, `no_seat_free`, `seat_given_already`, `address_invalid`; as
    `may_mail_link`.
    """
    hold_accounts([contact.id])
    fresh = _held_by_contact(membership, contact)
    offered_to = _address(address)
    seats = seats_of(fresh)
    refuse(may_hand_out(seats, is_known=_is_known(fresh, offered_to)))
    count_link(offered_to, contact)
    seat = Seat(membership=fresh, number=seats.next_number, offered_to=offered_to, offered_at=now())
    db.session.add(seat)
    db.session.flush()
    record("seat_offered", fresh, seat=seat.number)
    _mail_offer(seat, contact)
    return seat


def pass_on(seat: Seat, address: str, *, contact: Account) -> None:
    """Offer a seat to a successor. It stays with its holder, who is told, until the successor accepts; an earlier offer
    of it falls.

    Refused: `contact_no_more`, `seat_changed`, `seats_ended`, `seat_given_already`, `address_invalid`; as
    `may_mail_link`.
    """
    hold_accounts([contact.id])
    fresh = _held_seat(seat, contact)
    offered_to = _address(address)
    is_known = offered_to != fresh.offered_to and _is_known(fresh.membership, offered_to)
    refuse(may_pass_on(is_over=fresh.membership.is_over, is_known=is_known))
    count_link(offered_to, contact)
    revoke(letters.SEAT_PURPOSE, fresh.public_id)
    fresh.offered_to, fresh.offered_at = offered_to, now()
    record("seat_offered", fresh.membership, seat=fresh.number)
    _mail_offer(fresh, contact)
    if fresh.holder is not None:
        tell(letters.SEAT_ENDING, fresh.holder, fresh.membership, ends_on="")


def withdraw_offer(seat: Seat, *, contact: Account) -> None:
    """Take an offer back; a seat that nobody has is free again. Refused: `contact_no_more`, `seat_changed`."""
    _withdraw(_held_seat(seat, contact))


def _withdraw(seat: Seat) -> None:
    revoke(letters.SEAT_PURPOSE, seat.public_id)
    record("seat_offer_withdrawn", seat.membership, seat=seat.number)
    seat.offered_to = ""
    if seat.holder_id is None:
        db.session.delete(seat)
    db.session.flush()


def take_back(seat: Seat, on: date, *, contact: Account) -> None:
    """Take a seat back: today, or on a later day, the first on which it is not theirs any more. The holder is told.

    Refused: `contact_no_more`, `seat_changed`, `day_has_passed`.
    """
    fresh = _held_seat(seat, contact)
    refuse(may_end_on(on, today()))
    if on == today():
        free(fresh)
    elif fresh.holder is not None:
        fresh.leaves_on = on
        record("seat_ending", fresh.membership, seat=fresh.number)
        tell(letters.SEAT_ENDING, fresh.holder, fresh.membership, ends_on=on.isoformat())


def accept(link: MailedLink | None, name: str, *, language: str) -> Account:
    """Whoever was offered the seat takes it: they become a member by it, or stay the member that they are. Who has no
    account gets one, under `name`, in `language`. A seat that passes leaves its holder at the same moment.

    Refused: `link_used`; `seats_ended`, `has_seat_already`, `applicant_blocked`, `seat_changed`.
    """
    offered = queries.seat(link.about) if link else None
    if link is None or offered is None or offered.offered_to != link.address:
        raise Refused(Refusal("link_used"))
    spend(link)
    account = account_by_email(link.address) or create_account(link.address, name, language)
    hold_accounts([account.id])
    seat = _held_with_holders(offered, also=[account.id])
    if seat.offered_to != link.address:
        raise Refused(Refusal("link_used"))
    refuse(
        may_accept(
            is_over=seat.membership.is_over,
            has_seat=queries.seat_held_by(account.id) is not None,
            is_blocked=account.blocked_at is not None,
        )
    )
    if seat.holder is not None:
        _leave(seat)
    seat.holder, seat.held_since_on, seat.leaves_on, seat.offered_to = account, today(), None, ""
    account.profile.organisation = seat.membership.organisation
    db.session.flush()
    begin_by_seat(account)
    announce(ProfileChanged(account.id))
    record("seat_accepted", seat.membership, actor=account, seat=seat.number)
    if seat.membership.contact is not None:
        tell(letters.SEAT_ACCEPTED, seat.membership.contact, seat.membership, member=account.name)
    return account


def give_back(account: Account) -> None:
    """Someone gives back their own seat. Refused: `no_seat`, `seat_changed`."""
    seat = queries.seat_held_by(account.id)
    if seat is None:
        raise Refused(Refusal("no_seat"))
    fresh = _held_with_holders(seat)
    _given_back(fresh, account)
    free(fresh)


def give_back_when_elsewhere(membership: Membership, *, works_for_government: bool) -> None:
    """Someone, whose membership is held, told where they work now: a seat of another organisation is free again."""
    seat = queries.seat_held_by(membership.account_id)
    works_at = membership.account.profile.organisation
    if seat is None or keeps_seat(
        seat.membership.organisation_id,
        works_at.id if works_at else None,
        works_for_government=works_for_government,
    ):
        return
    _given_back(seat, membership.account)
    free(seat)


def follow_end(fact: MembershipEnded) -> None:
    """Who is no member any more has no seat; the contact can hand it out again."""
    _free_without_member([fact.account_id])


def follow_pause(fact: MembershipsPaused) -> None:
    """The same for many at once; who is suspended keeps theirs."""
    _free_without_member(fact.account_ids)


def _free_without_member(account_ids: Collection[int]) -> None:
    found = queries.seats_without_member(account_ids)
    for key in sorted({seat.organisation_membership_id for seat in found}):
        db.session.execute(locked(sa.select(OrganisationMembership).where(OrganisationMembership.id == key)))
    for key in sorted(seat.id for seat in found):
        # Meanwhile it may have been offered to a successor.
        seat = db.session.scalar(locked(sa.select(Seat).where(Seat.id == key)))
        if seat is not None and seat.holder is not None and seat.holder_id in account_ids:
            _given_back(seat, seat.holder)
            free(seat)


def end_due() -> bool:
    """Free a seat whose last day has come; for the worker, every day. Returns whether there may be more."""
    due = sa.select(Seat.id).where(Seat.leaves_on <= today()).order_by(Seat.id).limit(MOST_LOOKED_AT)
    return one_of(db.session.scalars(due).all(), _end_when_due)


def _end_when_due(key: int) -> None:
    fresh = _held_with_holders(db.session.get_one(Seat, key))
    if fresh.leaves_on is not None and fresh.leaves_on <= today():
        free(fresh)


def lapse_offers() -> bool:
    """Let an offer lapse that nobody accepted in time, forget its address, and tell the contact; for the worker, every
    day. Returns whether there may be more."""
    due = sa.select(Seat.id).where(Seat.offered_to != "", Seat.offered_at < now() - OPEN_FOR).order_by(Seat.offered_at)
    return one_of(db.session.scalars(due.limit(MOST_LOOKED_AT)).all(), _lapse_when_due)


def _lapse_when_due(key: int) -> None:
    seat = _held_with_holders(db.session.get_one(Seat, key))
    if not seat.offered_to or seat.offered_at >= now() - OPEN_FOR:
        return
    membership, address = seat.membership, seat.offered_to
    revoke(letters.SEAT_PURPOSE, seat.public_id)
    record("seat_offer_lapsed", membership, seat=seat.number)
    seat.offered_to = ""
    if seat.holder_id is None:
        db.session.delete(seat)
    db.session.flush()
    if membership.contact is not None:
        tell(letters.SEAT_OFFER_LAPSED, membership.contact, membership, address=address)


def forget_links() -> None:
    """Forget who had links mailed to which address, once that counts no more; for the worker."""
    db.session.execute(sa.delete(SeatLink).where(SeatLink.at < now() - LINKS_COUNTED_FOR))


def count_link(address: str, by: Account) -> None:
    """A link goes to this address, at the wish of `by`, whose account is held. Refused: as `may_mail_link`."""
    lately = sa.select(sa.func.count()).select_from(SeatLink).where(SeatLink.at > now() - LINKS_COUNTED_FOR)
    mark = digest(address)
    by_this_one = db.session.scalar(lately.where(SeatLink.by_id == by.id)) or 0
    to_this_one = db.session.scalar(lately.where(SeatLink.address_digest == mark)) or 0
    refuse(may_mail_link(by_this_one=by_this_one, to_this_one=to_this_one))
    db.session.add(SeatLink(by_id=by.id, address_digest=mark))


def free(seat: Seat) -> None:
    """Take the seat away from its holder. To whom it was offered, it stays offered; else it is free."""
    _leave(seat)
    if not seat.offered_to:
        db.session.delete(seat)
    db.session.flush()


def _leave(seat: Seat) -> None:
    """The holder goes, with the membership that rests on the seat, and is told."""
    holder = seat.holder
    assert holder is not None  # noqa: S101 (for mypy: it is only asked of a seat that somebody has)
    seat.holder, seat.held_since_on, seat.leaves_on = None, None, None
    db.session.flush()
    membership = running_membership(holder.id)
    is_over = membership is None or rests_on_seat(membership.category)
    if membership is not None and is_over:
        record("membership_ended", membership)
        end(membership)
    record("seat_left", seat.membership, seat=seat.number)
    tell(letters.SEAT_ENDED, holder, seat.membership, is_member=not is_over)


def _given_back(seat: Seat, holder: Account) -> None:
    record("seat_given_back", seat.membership, actor=holder, seat=seat.number)
    contact = seat.membership.contact
    if contact is not None and contact.id != holder.id:
        tell(letters.SEAT_GIVEN_BACK, contact, seat.membership, member=holder.name)


def seats_of(membership: OrganisationMembership) -> Seats:
    """The seats as the rules ask for them, of a membership that is held."""
    taken = db.session.scalars(sa.select(Seat.number).where(Seat.organisation_membership_id == membership.id)).all()
    return Seats(membership.number_of_seats, frozenset(taken), membership.is_over)


def held(membership: OrganisationMembership) -> OrganisationMembership:
    """The membership of the organisation as it stands, held until the end of the transaction."""
    query = sa.select(OrganisationMembership).where(OrganisationMembership.id == membership.id)
    return db.session.scalars(locked(query)).one()


def hold_holders(membership: OrganisationMembership, also: Collection[int] = ()) -> OrganisationMembership:
    """The memberships of all its people, held first, and then that of the organisation, as it stands."""
    holders = sa.select(Seat.holder_id).where(Seat.organisation_membership_id == membership.id)
    _hold_memberships([holder for holder in db.session.scalars(holders) if holder is not None])
    return held(membership)


def _held_by_contact(membership: OrganisationMembership, contact: Account) -> OrganisationMembership:
    fresh = held(membership)
    if fresh.contact_id != contact.id:
        raise Refused(Refusal("contact_no_more"))
    return fresh


def _held_seat(seat: Seat, contact: Account) -> Seat:
    fresh = _held_with_holders(seat)
    if fresh.membership.contact_id != contact.id:
        raise Refused(Refusal("contact_no_more"))
    return fresh


def _held_with_holders(seat: Seat, also: Collection[int] = ()) -> Seat:
    """The seat, held after the memberships of its holder and of these people. Refused: `seat_changed` when it is gone
    or somebody else's by now."""
    key, holder = seat.id, seat.holder_id
    _hold_memberships([*also, *([holder] if holder is not None else [])])
    held(seat.membership)
    fresh = db.session.scalar(locked(sa.select(Seat).where(Seat.id == key)))
    if fresh is None or fresh.holder_id != holder:
        raise Refused(Refusal("seat_changed"))
    return fresh


def _hold_memberships(account_ids: Collection[int]) -> None:
    running = sa.select(Membership).where(
        Membership.account_id.in_(sorted(account_ids)), Membership.status != MembershipStatus.ENDED
    )
    db.session.scalars(locked(running.order_by(Membership.id))).all()


def _is_known(membership: OrganisationMembership, address: str) -> bool:
    """Whether this address has a seat of the organisation, or is offered one."""
    mine = sa.select(Seat.id).outerjoin(Seat.holder).where(Seat.organisation_membership_id == membership.id)
    known = mine.where(sa.or_(Seat.offered_to == address, Account.email == address))
    return db.session.scalar(known.limit(1)) is not None


def _address(text: str) -> str:
    address = normalise_address(text)
    if address is None:
        raise Refused(Refusal("address_invalid"))
    return address


def _mail_offer(seat: Seat, contact: Account) -> None:
    known = account_by_email(seat.offered_to)
    write(
        letters.SEAT_OFFERED,
        to=seat.offered_to,
        language=known.language if known else contact.language,
        about=seat,
        facts={"organisation": seat.membership.organisation.name, "contact": contact.name},
    )


def tell(kind: Kind, account: Account, membership: OrganisationMembership, **facts: Any) -> None:
    """Write a letter to someone about the seats of an organisation; `facts` are what this letter names besides."""
    write(
        kind,
        to=account.email,
        language=account.language,
        about=membership,
        facts={"name": account.name, "organisation": membership.organisation.name, **facts},
    )
