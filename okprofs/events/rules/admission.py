"""May this person hold this ticket, and if not, why and what to do about it?

Source: the morning is for "ieder NMKG-lid en andere geïnteresseerden", so for everyone; the afternoon is "het
besloten middaggedeelte voor professionals en genodigden". So a ticket is open to everyone, or to professionals
(members on the date of the event) and invitees (invited to this event by name).

Who someone is must be proven: signed in, or come through the personal link in their mail. A typed name, address
or number proves nothing. Hence:

- of an unproven person the rules look at nothing but that: whether the address they typed is a member's, an
  invitee's or an applicant's changes no byte of the answer. Only that it holds a ticket already does, for nobody
  takes part twice;
- one contact may order for several attendees, but a closed ticket only for themself, and so only one. Each
  colleague signs up themself, or is invited.

Every question is answered with all refusals at once, each with a code and the facts its sentence names. Moments
are aware; a period includes its beginning and excludes its end. The places are counted here to explain; under
the lock they are counted again, to be true.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from okprofs.kernel.refusals import Refusal

MOST_ATTENDEES = 10
"""How many attendees one order may have."""


class Audience(StrEnum):
    """For whom a ticket type is."""

    EVERYONE = "everyone"
    PROFESSIONALS_AND_INVITEES = "professionals_and_invitees"


class Ground(StrEnum):
    """Why a ticket is someone's to hold."""

    OPEN = "open"
    MEMBER = "member"
    INVITED = "invited"


class AdmissionRefusal(StrEnum):
    """Why not."""

    EVENT_NOT_PUBLISHED = "event_not_published"
    EVENT_CANCELLED = "event_cancelled"
    EVENT_STARTED = "event_started"
    SALES_NOT_OPEN = "sales_not_open"
    SALES_CLOSED = "sales_closed"
    SOLD_OUT = "sold_out"
    NOT_ENOUGH_PLACES = "not_enough_places"
    IDENTITY_NOT_PROVEN = "identity_not_proven"
    LINK_NOT_ADMITTED = "link_not_admitted"
    NOT_MEMBER_NOR_INVITED = "not_member_nor_invited"
    APPLICATION_UNDER_REVIEW = "application_under_review"
    ATTENDEE_NOT_PROVEN = "attendee_not_proven"
    ATTENDEE_TWICE = "attendee_twice"
    ATTENDEE_ALREADY_REGISTERED = "attendee_already_registered"
    ORDER_EMPTY = "order_empty"
    ORDER_TOO_LARGE = "order_too_large"
    TOO_FEW_TOGETHER = "too_few_together"
    TOO_MANY_TOGETHER = "too_many_together"


class WayOut(StrEnum):
    """What someone can do about it."""

    SIGN_IN = "sign_in"
    APPLY = "apply"
    ASK_ORGANISER = "ask_organiser"
    CHOOSE_OTHER_TICKET = "choose_other_ticket"
    TAKE_FEWER_PLACES = "take_fewer_places"
    LET_ATTENDEE_SIGN_UP = "let_attendee_sign_up"
    CHANGE_ATTENDEES = "change_attendees"
    WAIT = "wait"
    FIND_OTHER_EVENT = "find_other_event"


WAYS_OUT: Mapping[str, tuple[WayOut, ...]] = {
    AdmissionRefusal.EVENT_NOT_PUBLISHED: (WayOut.FIND_OTHER_EVENT,),
    AdmissionRefusal.EVENT_CANCELLED: (WayOut.FIND_OTHER_EVENT,),
    AdmissionRefusal.EVENT_STARTED: (WayOut.FIND_OTHER_EVENT,),
    AdmissionRefusal.SALES_NOT_OPEN: (WayOut.WAIT,),
    AdmissionRefusal.SALES_CLOSED: (WayOut.ASK_ORGANISER,),
    AdmissionRefusal.SOLD_OUT: (WayOut.CHOOSE_OTHER_TICKET,),
    AdmissionRefusal.NOT_ENOUGH_PLACES: (WayOut.TAKE_FEWER_PLACES, WayOut.CHOOSE_OTHER_TICKET),
    AdmissionRefusal.IDENTITY_NOT_PROVEN: (WayOut.SIGN_IN, WayOut.APPLY, WayOut.CHOOSE_OTHER_TICKET),
    AdmissionRefusal.LINK_NOT_ADMITTED: (
        WayOut.SIGN_IN,
        WayOut.APPLY,
        WayOut.ASK_ORGANISER,
        WayOut.CHOOSE_OTHER_TICKET,
    ),
    AdmissionRefusal.NOT_MEMBER_NOR_INVITED: (
        WayOut.APPLY,
        WayOut.ASK_ORGANISER,
        WayOut.CHOOSE_OTHER_TICKET,
    ),
    AdmissionRefusal.APPLICATION_UNDER_REVIEW: (WayOut.WAIT, WayOut.CHOOSE_OTHER_TICKET),
    AdmissionRefusal.ATTENDEE_NOT_PROVEN: (
        WayOut.LET_ATTENDEE_SIGN_UP,
        WayOut.ASK_ORGANISER,
        WayOut.CHOOSE_OTHER_TICKET,
    ),
    AdmissionRefusal.ATTENDEE_TWICE: (WayOut.CHANGE_ATTENDEES,),
    AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED: (WayOut.CHANGE_ATTENDEES,),
    AdmissionRefusal.ORDER_EMPTY: (WayOut.CHANGE_ATTENDEES,),
    AdmissionRefusal.ORDER_TOO_LARGE: (WayOut.CHANGE_ATTENDEES,),
    AdmissionRefusal.TOO_FEW_TOGETHER: (WayOut.CHANGE_ATTENDEES, WayOut.CHOOSE_OTHER_TICKET),
    AdmissionRefusal.TOO_MANY_TOGETHER: (WayOut.TAKE_FEWER_PLACES,),
}

ABOUT_THE_EVENT: frozenset[str] = frozenset(
    {
        AdmissionRefusal.EVENT_NOT_PUBLISHED,
        AdmissionRefusal.EVENT_CANCELLED,
        AdmissionRefusal.EVENT_STARTED,
    }
)
"""What holds for every ticket of the event alike, so that another ticket or another person is no way out."""


_NO_PLACE = frozenset({AdmissionRefusal.SOLD_OUT, AdmissionRefusal.NOT_ENOUGH_PLACES})


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket type at this moment. `places_left` None means without limit; no moment means no bound there.

    `shared` are the quotas that it draws on with others, each as its id and the places left in it; the least of all
    stands in `places_left` too.
    """

    audience: Audience
    places_left: int | None
    sales_open_at: datetime | None
    sales_close_at: datetime | None
    event_is_published: bool
    event_is_cancelled: bool
    event_starts_at: datetime
    shared: tuple[tuple[str, int], ...] = ()
    least_per_order: int = 1
    most_per_order: int | None = None

    @property
    def is_closed(self) -> bool:
        return self.audience is not Audience.EVERYONE


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Who asks. Proven means: signed in, or come through the personal link in their own mail.

    Raises ValueError for someone signed in and yet not proven, which cannot be.
    """

    is_proven: bool
    is_member_on_event_date: bool
    is_invited: bool
    has_application_under_review: bool
    is_signed_in: bool

    def __post_init__(self) -> None:
        if self.is_signed_in and not self.is_proven:
            raise ValueError("who is signed in has proven who they are")


STRANGER = PersonFacts(
    is_proven=False,
    is_member_on_event_date=False,
    is_invited=False,
    has_application_under_review=False,
    is_signed_in=False,
)
"""Anyone of whom we know no more than what was typed."""


@dataclass(frozen=True, slots=True)
class Admission:
    """The answer: all refusals, and on which ground the audience admits someone (None: it does not).

    The ground stands also when something else refuses: a member hears both that the day is for them and that it
    is full.
    """

    refusals: tuple[Refusal, ...]
    ground: Ground | None

    @property
    def is_allowed(self) -> bool:
        return not self.refusals

    @property
    def ways_out(self) -> tuple[WayOut, ...]:
        return ways_out(self.refusals)

    def __bool__(self) -> bool:
        return self.is_allowed


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One attendee with one ticket, as typed by the contact.

    `ticket_id` tells ticket types apart; `attendee_email` may be empty; `is_already_registered` says whether
    someone with that address holds a ticket for this event that was not cancelled.
    """

    ticket_id: str
    ticket: TicketFacts
    attendee_is_contact: bool
    attendee_email: str = ""
    is_already_registered: bool = False


@dataclass(frozen=True, slots=True)
class OrderAdmission:
    """The answer to an order: one admission a line, and all refusals together.

    In `refusals` those of a line carry the fact `line`, counted from 1; what is wrong with the event or with the
    order as a whole stands there once.
    """

    refusals: tuple[Refusal, ...]
    lines: tuple[Admission, ...]

    @property
    def is_allowed(self) -> bool:
        return not self.refusals

    @property
    def ways_out(self) -> tuple[WayOut, ...]:
        return ways_out(self.refusals)

    def __bool__(self) -> bool:
        return self.is_allowed


def may_hold(person: PersonFacts, ticket: TicketFacts, now: datetime, places_wanted: int = 1) -> Admission:
    """May this person hold this ticket, when `places_wanted` of its kind are asked for at once?

    Refuses: an event that is not published, cancelled or begun; outside the period of sale; fewer places than
    wanted; a closed ticket for who is not proven to be a member on the date of the event or an invitee.
    Raises ValueError when no place is wanted. Source: "voor professionals en genodigden".
    """
    refused, ground = _audience(person, ticket)
    return Admission((*_circumstances(ticket, now, places_wanted), *refused), ground)


def may_be_given(ticket: TicketFacts, now: datetime, places_wanted: int = 1) -> Admission:
    """May a contact take this ticket for somebody else, whom they only name?

    Refuses what `may_hold` refuses, and every closed ticket: that someone is a member or an invitee they prove
    themselves. Raises ValueError when no place is wanted.
    """
    if not ticket.is_closed:
        return may_hold(STRANGER, ticket, now, places_wanted)
    refused = Refusal(AdmissionRefusal.ATTENDEE_NOT_PROVEN)
    return Admission((*_circumstances(ticket, now, places_wanted), refused), None)


def may_order(contact: PersonFacts, lines: Sequence[OrderLine], now: datetime) -> OrderAdmission:
    """May this contact make this order?

    Refuses: no attendee or more than ten; the same attendee twice (the contact, or an address, whatever its
    capitals); who is registered already; more places of one kind, or of what kinds share, than are left, on each
    of the lines that want them; fewer or more of one kind than the organiser set for one order; and on each line
    what `may_hold` refuses the contact and `may_be_given` refuses for a colleague.
    """
    wanted = Counter(line.ticket_id for line in lines)
    wanted_together = Counter(quota for line in lines for quota, _ in line.ticket.shared)
    seen: set[str] = set()
    admissions = []
    for line in lines:
        places = wanted[line.ticket_id]
        if line.attendee_is_contact:
            admission = may_hold(contact, line.ticket, now, places)
        else:
            admission = may_be_given(line.ticket, now, places)
        short = (*_short_together(line.ticket, admission, wanted_together), *_number(line.ticket, places))
        admissions.append(Admission((*admission.refusals, *short, *_repeated(line, seen)), admission.ground))
    return OrderAdmission((*_size(len(lines)), *_together(admissions)), tuple(admissions))


def ways_out(refusals: Iterable[Refusal]) -> tuple[WayOut, ...]:
    """What someone can do about these refusals, each way once. Nothing helps against a past or cancelled event."""
    codes = [refusal.code for refusal in refusals]
    about_the_event = [code for code in codes if code in ABOUT_THE_EVENT]
    found = [way for code in about_the_event or codes for way in WAYS_OUT[code]]
    return tuple(dict.fromkeys(found))


def _circumstances(ticket: TicketFacts, now: datetime, places_wanted: int) -> list[Refusal]:
    """What refuses whoever asks."""
    if places_wanted < 1:
        raise ValueError(f"at least one place must be wanted, not {places_wanted}")
    refusals = []
    if not ticket.event_is_published:
        refusals.append(Refusal(AdmissionRefusal.EVENT_NOT_PUBLISHED))
    if ticket.event_is_cancelled:
        refusals.append(Refusal(AdmissionRefusal.EVENT_CANCELLED))
    if now >= ticket.event_starts_at:
        refusals.append(Refusal(AdmissionRefusal.EVENT_STARTED))
    if ticket.sales_open_at is not None and now < ticket.sales_open_at:
        refusals.append(Refusal(AdmissionRefusal.SALES_NOT_OPEN, (("opens_at", ticket.sales_open_at),)))
    if ticket.sales_close_at is not None and now >= ticket.sales_close_at:
        refusals.append(Refusal(AdmissionRefusal.SALES_CLOSED, (("closed_at", ticket.sales_close_at),)))
    if ticket.places_left is not None and ticket.places_left < places_wanted:
        if ticket.places_left <= 0:
            refusals.append(Refusal(AdmissionRefusal.SOLD_OUT))
        else:
            facts = (("places_left", ticket.places_left), ("places_wanted", places_wanted))
            refusals.append(Refusal(AdmissionRefusal.NOT_ENOUGH_PLACES, facts))
    return refusals


def _short_together(ticket: TicketFacts, admission: Admission, wanted: Mapping[str, int]) -> list[Refusal]:
    """What refuses a line because all lines together want more of what they share; said once a line."""
    if any(refusal.code in _NO_PLACE for refusal in admission.refusals):
        return []
    short = [(left, wanted[quota]) for quota, left in ticket.shared if left < wanted[quota]]
    facts = (("places_left", min(short)[0]), ("places_wanted", min(short)[1])) if short else ()
    return [Refusal(AdmissionRefusal.NOT_ENOUGH_PLACES, facts)] if short else []


def _number(ticket: TicketFacts, wanted: int) -> list[Refusal]:
    """What refuses so many of one kind on one order."""
    if wanted < ticket.least_per_order:
        facts = (("minimum", ticket.least_per_order), ("wanted", wanted))
        return [Refusal(AdmissionRefusal.TOO_FEW_TOGETHER, facts)]
    if ticket.most_per_order is not None and wanted > ticket.most_per_order:
        facts = (("maximum", ticket.most_per_order), ("wanted", wanted))
        return [Refusal(AdmissionRefusal.TOO_MANY_TOGETHER, facts)]
    return []


def _audience(person: PersonFacts, ticket: TicketFacts) -> tuple[tuple[Refusal, ...], Ground | None]:
    if not ticket.is_closed:
        return (), Ground.OPEN
    if not person.is_proven:
        return (Refusal(AdmissionRefusal.IDENTITY_NOT_PROVEN),), None
    if person.is_member_on_event_date:
        return (), Ground.MEMBER
    if person.is_invited:
        return (), Ground.INVITED
    if person.has_application_under_review:
        return (Refusal(AdmissionRefusal.APPLICATION_UNDER_REVIEW),), None
    if not person.is_signed_in:
        return (Refusal(AdmissionRefusal.LINK_NOT_ADMITTED),), None
    return (Refusal(AdmissionRefusal.NOT_MEMBER_NOR_INVITED),), None


def _repeated(line: OrderLine, seen: set[str]) -> list[Refusal]:
    """What refuses this attendee because of who came before; adds the attendee to `seen`."""
    names = {line.attendee_email.strip().casefold()} - {""}
    if line.attendee_is_contact:
        names.add("the contact")
    refusals = []
    if names & seen:
        refusals.append(Refusal(AdmissionRefusal.ATTENDEE_TWICE))
    if line.is_already_registered:
        refusals.append(Refusal(AdmissionRefusal.ATTENDEE_ALREADY_REGISTERED))
    seen |= names
    return refusals


def _size(attendees: int) -> list[Refusal]:
    if attendees == 0:
        return [Refusal(AdmissionRefusal.ORDER_EMPTY)]
    if attendees > MOST_ATTENDEES:
        facts = (("maximum", MOST_ATTENDEES), ("attendees", attendees))
        return [Refusal(AdmissionRefusal.ORDER_TOO_LARGE, facts)]
    return []


def _together(admissions: list[Admission]) -> list[Refusal]:
    """All lines' refusals in one row; what is about the event once, the others with the number of their line."""
    found: dict[Refusal, None] = {}
    for number, admission in enumerate(admissions, start=1):
        for refusal in admission.refusals:
            if refusal.code in ABOUT_THE_EVENT:
                found[refusal] = None
            else:
                found[Refusal(refusal.code, (("line", number), *refusal.facts))] = None
    return list(found)
