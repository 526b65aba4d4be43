"""How does it stand with signing up for an event, whoever asks?

One word for the whole event: the first reason that holds for every ticket type alike. That the closed part is closed
to someone is not such a reason; that all tickets are gone is.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from okprofs.events.rules.admission import Admission, AdmissionRefusal


class Standing(StrEnum):
    """Where it stands."""

    OPEN = "open"
    DRAFT = "draft"
    CANCELLED = "cancelled"
    STARTED = "started"
    NOT_OPEN = "not_open"
    CLOSED = "closed"
    FULL = "full"
    NOTHING_OFFERED = "nothing_offered"


_SHARED = (
    (AdmissionRefusal.EVENT_NOT_PUBLISHED, Standing.DRAFT),
    (AdmissionRefusal.EVENT_CANCELLED, Standing.CANCELLED),
    (AdmissionRefusal.EVENT_STARTED, Standing.STARTED),
    (AdmissionRefusal.SALES_NOT_OPEN, Standing.NOT_OPEN),
    (AdmissionRefusal.SALES_CLOSED, Standing.CLOSED),
    (AdmissionRefusal.SOLD_OUT, Standing.FULL),
)


def standing_of(
    admissions: Sequence[Admission], now: datetime, *, starts_at: datetime, is_draft: bool, is_cancelled: bool
) -> Standing:
    """The standing of an event whose ticket types give these answers; of one without any, what its dates say."""
    if is_draft:
        return Standing.DRAFT
    if is_cancelled:
        return Standing.CANCELLED
    if not admissions:
        return Standing.STARTED if now >= starts_at else Standing.NOTHING_OFFERED
    shared = set.intersection(*({refusal.code for refusal in admission.refusals} for admission in admissions))
    return next((standing for code, standing in _SHARED if code in shared), Standing.OPEN)
