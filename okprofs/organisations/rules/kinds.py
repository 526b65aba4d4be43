"""Which kinds of employers are there?"""

from enum import StrEnum


class OrganisationKind(StrEnum):
    """A layer of government, or a body of several; other is for who works elsewhere."""

    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    WATER_BOARD = "water_board"
    CENTRAL = "central"  # rijk en uitvoering
    JOINT = "joint"  # gemeenschappelijke regeling
    OTHER = "other"
