"""What is someone's function, and in which disciplines do they work? The words of the founding definition."""

from enum import StrEnum


class Position(StrEnum):
    MANAGER = "manager"
    ADVISER = "adviser"
    POLICY_OFFICER = "policy_officer"
    MUNICIPAL_SECRETARY = "municipal_secretary"
    OTHER = "other"


class Discipline(StrEnum):
    QUALITY = "quality"
    SERVICE_DELIVERY = "service_delivery"
    LEAN = "lean"
    PROCESS_MANAGEMENT = "process_management"
    CERTIFICATION = "certification"
    ORGANISATION = "organisation"
    CONTROLLING = "controlling"
    HRM = "hrm"
    STRATEGY = "strategy"
    OTHER = "other"


CORE = frozenset(
    {
        Discipline.QUALITY,
        Discipline.SERVICE_DELIVERY,
        Discipline.LEAN,
        Discipline.PROCESS_MANAGEMENT,
        Discipline.CERTIFICATION,
    }
)
ADJACENT = frozenset(Discipline) - CORE
