"""What has happened to people?"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Someone proved who they are, in this browser; what it held as a visitor's is about to be forgotten."""

    account_id: int


@dataclass(frozen=True, slots=True)
class ProfileChanged:
    """Something that others may see of someone changed: the profile, an audience, the name."""

    account_id: int


@dataclass(frozen=True, slots=True)
class WorkChanged:
    """Someone wrote in their profile that they work elsewhere, or as something else, than stood there before."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AddressChanged:
    """Someone proved a new e-mail address, which is now theirs."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountBlocked:
    """Someone may no longer sign in."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountUnblocked:
    """Someone may sign in again."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountUnused:
    """Nothing was heard of someone for so long that they are to be forgotten. Whoever needs them yet refuses."""

    account_id: int


@dataclass(frozen=True, slots=True)
class AccountForgotten:
    """Someone is forgotten: their account goes now. Whoever holds something of them, lets go of it first."""

    account_id: int
