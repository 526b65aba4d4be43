"""Who gets a mail to a selection of participants, once each; and may it go?"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from okprofs.kernel.refusals import Refusal

MOST_RECIPIENTS = 2_000
MOST_A_DAY = 5
"""So many mails to a selection of one event in a day."""


class Presence(StrEnum):
    """Who was there, as the doors know it."""

    ANY = "any"
    THERE = "there"
    ABSENT = "absent"


class MailingRefusal(StrEnum):
    """Why it does not go."""

    SENT_ALREADY = "mailing_sent_already"
    CHANGED = "mailing_changed"
    NOBODY = "mailing_nobody"
    TOO_MANY = "mailing_too_many"
    ENOUGH_TODAY = "mailing_enough_today"
    NOT_PUBLISHED = "mailing_not_published"


@dataclass(frozen=True, slots=True)
class Selected:
    """A participant who was selected. Without an address of their own their mail goes to the contact."""

    registration_id: int
    public_id: str
    name: str
    email: str
    contact_name: str
    contact_email: str
    language: str


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets one mail: for themselves, or as the contact of others who have no address."""

    registration_id: int
    public_id: str
    name: str
    address: str
    language: str


def recipients(selected: Iterable[Selected]) -> list[Recipient]:
    """One for each address, in the order in which they come. Who has the address for themselves goes before who only
    stands for others."""
    all_of_them = list(selected)
    found: dict[str, Recipient] = {}
    for one in sorted(all_of_them, key=lambda each: not each.email):
        address = one.email or one.contact_email
        name = one.name if one.email else one.contact_name
        found.setdefault(address.casefold(), Recipient(one.registration_id, one.public_id, name, address, one.language))
    order = {one.registration_id: number for number, one in enumerate(all_of_them)}
    return sorted(found.values(), key=lambda each: order[each.registration_id])


def may_send(
    *, is_published: bool, is_sent: bool, people: int, sent_today: int, is_test: bool = False
) -> tuple[Refusal, ...]:
    """May it go now? Once, to somebody, to no more than two thousand, of a published event, five times a day."""
    refusals = []
    if is_sent:
        refusals.append(Refusal(MailingRefusal.SENT_ALREADY))
    if not is_published:
        refusals.append(Refusal(MailingRefusal.NOT_PUBLISHED))
    if is_test:
        return tuple(refusals)
    if not people:
        refusals.append(Refusal(MailingRefusal.NOBODY))
    if people > MOST_RECIPIENTS:
        refusals.append(Refusal(MailingRefusal.TOO_MANY, (("most", MOST_RECIPIENTS),)))
    if sent_today >= MOST_A_DAY:
        refusals.append(Refusal(MailingRefusal.ENOUGH_TODAY, (("most", MOST_A_DAY),)))
    return tuple(refusals)
