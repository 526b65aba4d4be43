"""The membership card: made when the holder wants one, made anew when they want, and taken away."""

from okprofs.journal.services import record
from okprofs.kernel.ids import new_secret
from okprofs.membership.models import Membership
from okprofs.membership.services.memberships import held_of
from okprofs.people.models import Account


def make_card(account: Account, *, shows_name: bool) -> Membership:
    """Give a member a card with a new code; the code of an earlier card opens nothing any more.

    Refused: `membership_ended`.
    """
    membership = held_of(account)
    membership.card_token = new_secret()
    membership.card_shows_name = shows_name
    record("membership_card_made", membership)
    return membership


def choose_name_on_card(account: Account, *, shows_name: bool) -> None:
    """Let who checks the card read the holder's name, or not. Refused: `membership_ended`."""
    membership = held_of(account)
    membership.card_shows_name = shows_name
    record("membership_card_changed", membership, shows_name=shows_name)


def take_card(account: Account) -> None:
    """Take the card away: nobody can check it any more. Refused: `membership_ended`."""
    membership = held_of(account)
    membership.card_token = None
    record("membership_card_taken", membership)
