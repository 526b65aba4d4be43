"""Which amount does someone mean by "60", "60,00" or "€ 60"?"""

import re
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import TextInput

MOST_CENTS = 10_000_000
_AMOUNT = re.compile(
    r"(?:€|EUR)?\s*(?P<whole>\d{1,9}|\d{1,3}(?:[.\s]\d{3})+)(?:[,.](?P<part>\d{1,2}|-|–|—))?(?:\s*(?:€|EUR|euro))?",
    re.ASCII | re.IGNORECASE,
)


def parse_amount(text: str) -> int:
    """Whole cents, from an amount in euros as people in the Netherlands write it. Raises ValueError when it is none."""
    found = _AMOUNT.fullmatch(" ".join(text.split()))
    if found is None:
        raise ValueError(text)
    part = (found["part"] or "").strip("-–—")
    return int(re.sub(r"\D", "", found["whole"])) * 100 + int((part + "00")[:2])


def amount(cents: int) -> str:
    """60,00: an amount as it stands in a field."""
    return f"{cents // 100},{cents % 100:02d}"


class MoneyField(Field):
    """An amount in euros; its data is whole cents, or None when nothing was filled in."""

    widget = TextInput()

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return "" if self.data is None else amount(self.data)

    def process_formdata(self, valuelist: list[Any]) -> None:
        if not valuelist or not valuelist[0].strip():
            self.data = None
            return
        try:
            self.data = parse_amount(valuelist[0])
        except ValueError as error:
            self.data = None
            raise ValueError(_l("Vul een bedrag in euro's in, bijvoorbeeld 60 of 60,00.")) from error
        if self.data > MOST_CENTS:
            raise ValueError(_l("Dit bedrag is te hoog."))
