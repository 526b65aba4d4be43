"""Which letters do people get about their account and their offices?"""

from datetime import timedelta

from okprofs.mail.kinds import Kind, Link


def link_of(kind: Kind) -> Link:
    """The link in this kind of letter. Raises ValueError for a kind without one."""
    if kind.link is None:
        raise ValueError(f"{kind.name} has no link")
    return kind.link


def purpose_of(kind: Kind) -> str:
    """What the link in this kind of letter is for. Raises ValueError for a kind without one."""
    return link_of(kind).purpose


_SHORT = timedelta(minutes=30)

SIGN_IN_LINK = Kind("people/sign_in_link", Link("people.create_session_by_link", "sign_in", _SHORT))
PASSWORD_RESET = Kind("people/password_reset", Link("people.edit_forgotten_password", "password_reset", _SHORT))
PASSWORD_CHANGED = Kind("people/password_changed")
ADDRESS_CONFIRM = Kind("people/address_confirm", Link("people.edit_address_by_link", "address_confirm", _SHORT))
ADDRESS_CHANGED_NOTICE = Kind("people/address_changed_notice")
ADDRESS_TAKEN = Kind("people/address_taken")
APPOINTED = Kind("people/appointed")
DISMISSED = Kind("people/dismissed")
SELF_APPOINTED = Kind("people/self_appointed")
BLOCKED = Kind("people/blocked")
UNBLOCKED = Kind("people/unblocked")
FORGOTTEN_SOON = Kind("people/forgotten_soon")
