"""Which kinds of employers are there?"""

from enum import StrEnum


class OrganisationKind(StrEnum):
    MUNICIPALITY = "municipality"
    PROVINCE = "province"
    WATER_BOARD = "water_board"
    CENTRAL = "central"  # rijk en uitvoering
    JOINT = "joint"  # gemeenschappelijke regeling
    OTHER = "other"
