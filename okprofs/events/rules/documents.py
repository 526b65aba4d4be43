"""Which papers are there for the day, and what does each hold of people?"""

from enum import StrEnum


class Document(StrEnum):
    """A paper for the day, as its address calls it."""

    BADGES_A4 = "badges-a4"
    BADGES_WIDE = "badges-62x100"
    BADGES_NARROW = "badges-54x101"
    ATTENDANCE = "presentielijst"
    SIGNATURES = "tekenlijst"
    ROOMS = "zaalborden"
    CATERING = "keukenlijst"
    PLATES = "keukenlijst-met-namen"

    @property
    def has_names(self) -> bool:
        """Whether it takes people's names out of the house: then it is kept in the journal who made it."""
        return self not in (Document.ROOMS, Document.CATERING)

    @property
    def is_badge(self) -> bool:
        return self in LABELS or self is Document.BADGES_A4


LABELS = {Document.BADGES_WIDE: (100, 62), Document.BADGES_NARROW: (101, 54)}
"""Of the label printers the width and height of a label, in millimetres."""
