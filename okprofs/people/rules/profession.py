"""What is someone's function, and in which disciplines do they work? The words of the founding definition."""

from enum import StrEnum


class Position(StrEnum):
    """What someone is: the functions that the definition names, its example, or another."""

    MANAGER = "manager"
    ADVISER = "adviser"
    POLICY_OFFICER = "policy_officer"
    MUNICIPAL_SECRETARY = "municipal_secretary"
    OTHER = "other"


class Discipline(StrEnum):
    """In what someone works, in the order of the definition: first the core, then what lies beside it."""

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
