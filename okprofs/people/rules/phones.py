"""Is this a telephone number, and how do people read it?"""

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

_HOME = "NL"


def parse_phone(text: str) -> str | None:
    """The number as we keep it (E.164: +31612345678), read as Dutch unless it says otherwise; None when it is none."""
    try:
        number = phonenumbers.parse(text, _HOME)
    except NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def shown_phone(kept: str) -> str:
    """A kept number as people read it: 06 12345678, or with its country when it is not Dutch."""
    try:
        number = phonenumbers.parse(kept)
    except NumberParseException:
        return kept
    is_home = phonenumbers.region_code_for_number(number) == _HOME
    shape = PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
    return phonenumbers.format_number(number, shape)
