"""Is this an e-mail address that we can write to, and is it the same as that one?"""

from email_validator import EmailNotValidError, validate_email

LONGEST = 254


def normalise_address(text: str) -> str | None:
    """The one way in which we keep an address, or None when it is none.

    Small letters and a domain in ASCII, so that two spellings of one mailbox are equal and a look-alike domain is not.
    """
    typed = text.strip()
    if len(typed) > LONGEST:
        return None
    try:
        found = validate_email(typed, check_deliverability=False, allow_smtputf8=False, strict=True)
    except EmailNotValidError:
        return None
    address = f"{found.local_part}@{found.ascii_domain}".lower()
    return address if len(address) <= LONGEST else None
