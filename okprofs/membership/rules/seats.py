"""Who may have a seat of an organisation, how many are there, and what becomes of a member without theirs?

An organisation is a member with a number of seats. Its contact hands one out by mailing a personal link, takes one
back, or lets it pass to a successor. An offer keeps a seat from the moment it is made, so nobody can accept too late;
what passes stays with the one until the other accepts, so there is never one person more than there are seats.

Each professional confirms the year for themselves, with a seat or without: only they can say whether the definition
fits. Of a seat one thing can become untrue, that its holder works there, and that the contact knows; so once a year
the contact confirms the list, for all at once. Nothing ends by itself when nobody does: the office sees it and calls.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from okprofs.kernel.refusals import Refusal
from okprofs.membership.rules.categories import Category
from okprofs.membership.rules.year import next_anniversary

MOST_SEATS = 100
ASKED_BEFORE = timedelta(weeks=4)
ASKED_AGAIN_AFTER = timedelta(weeks=4)

OPEN_FOR = timedelta(days=30)
"""How long an offer of a seat, or the question to be the contact, can be accepted; then the address is forgotten."""

LINKS_COUNTED_FOR = timedelta(days=1)
LINKS_A_DAY = MOST_SEATS
"""How many links one person may have mailed in a day: enough to hand out all seats of the largest organisation."""
LINKS_TO_ONE_A_DAY = 3
"""How many links one address gets in a day, whoever has them mailed."""


@dataclass(frozen=True, slots=True)
class Seats:
    """How many seats an organisation has, and the numbers of those that are handed out or offered."""

    number: int
    taken: Collection[int] = ()
    is_over: bool = False

    @property
    def free(self) -> int:
        return max(self.number - len(self.taken), 0)

    @property
    def next_number(self) -> int:
        """The lowest number that nobody has."""
        return next(number for number in range(1, len(self.taken) + 2) if number not in self.taken)


def may_hand_out(seats: Seats, *, is_known: bool) -> tuple[Refusal, ...]:
    """May a seat be offered to an address? `is_known`: this organisation's list has the address already.

    Refused: `seats_ended`, `no_seat_free`, `seat_given_already`.
    """
    if seats.is_over:
        return (Refusal("seats_ended"),)
    refusals = () if seats.free else (Refusal("no_seat_free", (("number", seats.number),)),)
    return (*refusals, Refusal("seat_given_already")) if is_known else refusals


def may_mail_link(*, by_this_one: int, to_this_one: int) -> tuple[Refusal, ...]:
    """May somebody who had so many links mailed today have one mailed to an address that got so many? Refused:
    `links_used_up`, `address_has_links`."""
    if by_this_one >= LINKS_A_DAY:
        return (Refusal("links_used_up"),)
    return (Refusal("address_has_links"),) if to_this_one >= LINKS_TO_ONE_A_DAY else ()


def may_pass_on(*, is_over: bool, is_known: bool) -> tuple[Refusal, ...]:
    """May a seat be offered to a successor? It takes no other seat. Refused: `seats_ended`, `seat_given_already`."""
    if is_over:
        return (Refusal("seats_ended"),)
    return (Refusal("seat_given_already"),) if is_known else ()


def may_accept(*, is_over: bool, has_seat: bool, is_blocked: bool) -> tuple[Refusal, ...]:
    """May this person take the seat that they are offered? Refused: `seats_ended`, `has_seat_already` (one a person,
    whichever organisation it is of), `applicant_blocked`."""
    if is_over:
        return (Refusal("seats_ended"),)
    if is_blocked:
        return (Refusal("applicant_blocked"),)
    return (Refusal("has_seat_already"),) if has_seat else ()


def may_number(number: int, taken: int) -> tuple[Refusal, ...]:
    """May an organisation have this many seats? Refused: `number_of_seats`, `seats_taken`: first one is taken back."""
    if not 1 <= number <= MOST_SEATS:
        return (Refusal("number_of_seats", (("most", MOST_SEATS),)),)
    return (Refusal("seats_taken", (("taken", taken),)),) if number < taken else ()


def may_end_on(day: date, today: date) -> tuple[Refusal, ...]:
    """May a seat, or all of them, end on this day, the first on which it is no more? Refused: `day_has_passed`."""
    return (Refusal("day_has_passed"),) if day < today else ()


def category_with_seat(own: Category | None) -> Category:
    """Which kind of member someone is who accepts a seat. Who is a member in their own right stays what they are."""
    return own or Category.SEAT


def rests_on_seat(category: Category) -> bool:
    """Whether a membership ends with the seat."""
    return category is Category.SEAT


def keeps_seat(seat_of: int, works_at: int | None, *, works_for_government: bool) -> bool:
    """Whether a seat stays with someone who tells that their work changed. `seat_of` and `works_at` are ids of
    organisations; None: they named none."""
    return works_for_government and works_at in (None, seat_of)


def ask_on(since_on: date, confirmed_on: date) -> date:
    """When the contact is asked next whether the list of seats is right: some weeks before the day of the year on which
    the organisation became a member, and never so soon that it was just confirmed."""
    return next_anniversary(since_on, confirmed_on + ASKED_BEFORE) - ASKED_BEFORE
