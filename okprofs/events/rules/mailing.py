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


class Whom(StrEnum):
    """Which people of an event it is for."""

    COMING = "coming"
    ON_WAITING_LIST = "on_waiting_list"
    BOTH = "both"


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
    """A participant who was selected. Without an address of their own their mail goes to the contact. Or the contact of
    who is on the waiting list: then `waiting_party_id` says so, and there is no registration."""

    registration_id: int | None
    public_id: str
    name: str
    email: str
    contact_name: str
    contact_email: str
    language: str
    waiting_party_id: int | None = None


@dataclass(frozen=True, slots=True)
class Recipient:
    """Who gets one mail: for themselves, as the contact of others who have no address, or on the waiting list."""

    registration_id: int | None
    public_id: str
    name: str
    address: str
    language: str
    waiting_party_id: int | None = None

    @property
    def waits(self) -> bool:
        """Whether they get it because they are on the waiting list."""
        return self.waiting_party_id is not None


def recipients(selected: Iterable[Selected]) -> list[Recipient]:
    """One for each address, in the order in which they come. Who has the address for themselves goes before who only
    stands for others, and who comes before who waits."""
    all_of_them = list(selected)
    found: dict[str, Recipient] = {}
    for one in sorted(all_of_them, key=lambda each: (each.waiting_party_id is not None, not each.email)):
        address = one.email or one.contact_email
        name = one.name if one.email else one.contact_name
        recipient = Recipient(one.registration_id, one.public_id, name, address, one.language, one.waiting_party_id)
        found.setdefault(address.casefold(), recipient)
    order = {one.public_id: number for number, one in enumerate(all_of_them)}
    return sorted(found.values(), key=lambda each: order[each.public_id])


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
