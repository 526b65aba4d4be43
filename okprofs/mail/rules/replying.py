"""To which address does one answer a letter that can be answered?"""

import hashlib
import re

_ADDRESS = re.compile(r"antwoord\+([0-9a-f]{32})@", re.IGNORECASE)


def token_of(secret: str) -> str:
    """What stands in the address: 128 bits of the letter's secret, in signs whose case may be lost on the way."""
    return hashlib.sha256(f"answer:{secret}".encode()).hexdigest()[:32]


def reply_address(secret: str, domain: str) -> str:
    """The address at which a letter with this secret is answered."""
    return f"antwoord+{token_of(secret)}@{domain}"


def token_in(address: str) -> str | None:
    """The token in such an address, or None when it is another."""
    found = _ADDRESS.match(address.strip().strip("<>"))
    return found[1].lower() if found else None
