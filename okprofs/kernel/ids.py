"""How do we name a record to the outside, and make what nobody may guess?"""

import hashlib
import secrets

# No vowels, so no words; no 0/o, 1/l/i, so a volunteer can read one out over the telephone.
ALPHABET = "23456789bcdfghjkmnpqrstvwxyz"
PUBLIC_ID_LENGTH = 12
TICKET_CODE_LENGTH = 27


def new_public_id() -> str:
    """A random name for a record, 57 bits: not a secret, but it counts nothing and betrays no order."""
    return "".join(secrets.choice(ALPHABET) for _ in range(PUBLIC_ID_LENGTH))


def new_ticket_code() -> str:
    """129 bits in signs that a small QR code can hold, and that somebody can type over from paper."""
    return "".join(secrets.choice(ALPHABET) for _ in range(TICKET_CODE_LENGTH)).upper()


def new_secret() -> str:
    """256 bits for whoever holds it to prove themselves with: a session, a personal link."""
    return secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """What we keep of a secret: its SHA-256 in hex. Found by look-up, so no comparison leaks time."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
