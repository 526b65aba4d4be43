"""In which province does an employer stand, if in one?"""

from collections.abc import Mapping
from enum import StrEnum


class Province(StrEnum):
    """The twelve, by the word that stands for each in an address."""

    GRONINGEN = "groningen"
    FRYSLAN = "fryslan"
    DRENTHE = "drenthe"
    OVERIJSSEL = "overijssel"
    FLEVOLAND = "flevoland"
    GELDERLAND = "gelderland"
    UTRECHT = "utrecht"
    NOORD_HOLLAND = "noord-holland"
    ZUID_HOLLAND = "zuid-holland"
    ZEELAND = "zeeland"
    NOORD_BRABANT = "noord-brabant"
    LIMBURG = "limburg"


# As an employer's own column and the register's readers have them.
NAMES: Mapping[Province, str] = {
    province: "Fryslân" if province is Province.FRYSLAN else province.value.title() for province in Province
}
_BY_NAME = {name: province for province, name in NAMES.items()}


def province_named(name: str) -> Province | None:
    """The province of this name; None for an employer that stands in none, or works for the whole country."""
    return _BY_NAME.get(name)
