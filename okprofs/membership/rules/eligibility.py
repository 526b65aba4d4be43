"""May this person become a member, and if not, why?

The founding definition of 10 November 2011 as code. It has three requirements, and each gets exactly one
reason, in this order, whatever the others say:

1. works for government, permanently or temporarily ("vast of tijdelijk werken bij de overheid");
2. is engaged with quality management, full-time or part-time ("vol- of deeltijd");
3. holds a function that the definition describes. Which clause speaks depends on the answers:
   - a manager, adviser or policy officer in a core discipline ("zoals managers, adviseurs en
     beleidsmedewerkers kwaliteit, …") meets it: a fact, read off the form;
   - in adjacent disciplines only ("organisatie, controlling, HRM, strategie, etc.") someone must have
     dedicated themselves to a core discipline ("die zich hebben toegelegd"): a person judges that;
   - a municipal secretary is the definition's own example, if engaged intensively ("intensief bezig
     houdt"): a person judges that.

Where the text leaves room we decided:

- "zoals" makes the list of functions illustrative, so another function in any discipline needs a look;
- someone who names a core discipline works in it, whatever adjacent ones they name as well, so naming more
  core disciplines can only help;
- "bij voorbeeld" makes Lean an example too, so a municipal secretary in any discipline needs a look;
- who names no discipline at all holds neither kind of function, whatever the function is called;
- who works for government without an appointment, permanent or temporary, does not meet the first.

These rules advise and never reject anyone: also after "not eligible" a reviewer decides. What was answered
and what was advised are stored side by side, so both can be written to JSON and read back.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import product
from typing import Any, Self

from okprofs.people.rules.profession import CORE, Discipline, Position

RULE_SET = "2011-11-10/1"
"""The text that was applied, and which reading of it; changes whenever an assessment could."""


class Appointment(StrEnum):
    """How someone works for government."""

    PERMANENT = "permanent"
    TEMPORARY = "temporary"
    NONE = "none"


class Engagement(StrEnum):
    """How much of someone's time goes to quality management."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    NONE = "none"


class Outcome(StrEnum):
    """What the rules advise."""

    ELIGIBLE = "eligible"
    NEEDS_JUDGEMENT = "needs_judgement"
    NOT_ELIGIBLE = "not_eligible"


class Finding(StrEnum):
    """What the answers say about one requirement."""

    MET = "met"
    NEEDS_LOOK = "needs_look"
    NOT_MET = "not_met"


class Clause(StrEnum):
    """The parts of the founding definition that a reason can rest on."""

    GOVERNMENT = "government"
    ENGAGEMENT = "engagement"
    CORE_FUNCTION = "core_function"
    ADJACENT_FUNCTION = "adjacent_function"
    MUNICIPAL_SECRETARY = "municipal_secretary"


QUOTES: Mapping[Clause, str] = {
    Clause.GOVERNMENT: "Functionarissen die vast of tijdelijk werken bij de overheid",
    Clause.ENGAGEMENT: "vol- of deeltijd bezig houden met kwaliteitsmanagement",
    Clause.CORE_FUNCTION: (
        "zoals managers, adviseurs en beleidsmedewerkers kwaliteit, dienstverlening, Lean/Kaizen, "
        "procesmanagement en kwaliteitscertificering"
    ),
    Clause.ADJACENT_FUNCTION: (
        "managers, adviseurs en beleidsmedewerkers organisatie, controlling, HRM, strategie, etc. "
        "die zich hebben toegelegd op bovenstaande disciplines"
    ),
    Clause.MUNICIPAL_SECRETARY: (
        "een gemeentesecretaris die zich intensief bezig houdt met ‘Lean Management’ is ook zo’n professional"
    ),
}
"""Each clause in the words of the source, to the letter."""


class ReasonCode(StrEnum):
    """Why a requirement is met, needs a look or is not met; the screen has a sentence for each."""

    WORKS_PERMANENTLY = "works_permanently"
    WORKS_TEMPORARILY = "works_temporarily"
    NO_APPOINTMENT = "no_appointment"
    NOT_GOVERNMENT = "not_government"
    ENGAGED_FULL_TIME = "engaged_full_time"
    ENGAGED_PART_TIME = "engaged_part_time"
    NOT_ENGAGED = "not_engaged"
    CORE_FUNCTION = "core_function"
    ADJACENT_FUNCTION = "adjacent_function"
    SECRETARY_IN_LEAN = "secretary_in_lean"
    SECRETARY_IN_CORE = "secretary_in_core"
    SECRETARY_IN_ADJACENT = "secretary_in_adjacent"
    OTHER_FUNCTION_IN_CORE = "other_function_in_core"
    OTHER_FUNCTION_IN_ADJACENT = "other_function_in_adjacent"
    NO_DISCIPLINE = "no_discipline"


class Workshop(StrEnum):
    """The intervision workshops that someone can be pointed to."""

    CORPORATE_QUALITY = "corporate_quality"
    SERVICE_DELIVERY = "service_delivery"
    LEAN = "lean"
    PROCESS_MANAGEMENT = "process_management"
    CERTIFICATION = "certification"


@dataclass(frozen=True, slots=True)
class Answers:
    """What someone says of their work."""

    works_for_government: bool
    appointment: Appointment
    engagement: Engagement
    position: Position
    disciplines: frozenset[Discipline]

    def to_dict(self) -> dict[str, Any]:
        """The answers as JSON can keep them; disciplines in the order of the definition."""
        return {
            "works_for_government": self.works_for_government,
            "appointment": self.appointment.value,
            "engagement": self.engagement.value,
            "position": self.position.value,
            "disciplines": [discipline.value for discipline in Discipline if discipline in self.disciplines],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """What `to_dict` wrote. Raises ValueError for anything else."""
        _expect_keys(stored, "works_for_government", "appointment", "engagement", "position", "disciplines")
        if not isinstance(stored["works_for_government"], bool):
            raise ValueError(f"works_for_government is not a yes or a no: {stored['works_for_government']!r}")
        return cls(
            works_for_government=stored["works_for_government"],
            appointment=Appointment(stored["appointment"]),
            engagement=Engagement(stored["engagement"]),
            position=Position(stored["position"]),
            disciplines=frozenset(map(Discipline, _expect_list(stored["disciplines"]))),
        )


@dataclass(frozen=True, slots=True)
class Reason:
    """What one clause says of someone. `code` is a plain string: other rule sets have codes of their own."""

    clause: Clause
    finding: Finding
    code: str
    quote: str

    def to_dict(self) -> dict[str, Any]:
        """The reason as JSON can keep it, quote included: later texts must not change what was said."""
        return {
            "clause": self.clause.value,
            "finding": self.finding.value,
            "code": str(self.code),
            "quote": self.quote,
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """What `to_dict` wrote. Raises ValueError for anything else."""
        _expect_keys(stored, "clause", "finding", "code", "quote")
        return cls(Clause(stored["clause"]), Finding(stored["finding"]), str(stored["code"]), str(stored["quote"]))


@dataclass(frozen=True, slots=True)
class Assessment:
    """What the rules advise, all reasons why (one a requirement), and which rule set said so."""

    outcome: Outcome
    reasons: tuple[Reason, ...]
    rule_set: str = RULE_SET

    def to_dict(self) -> dict[str, Any]:
        """The assessment as JSON can keep it, beside the answers it stood on."""
        return {
            "rule_set": self.rule_set,
            "outcome": self.outcome.value,
            "reasons": [reason.to_dict() for reason in self.reasons],
        }

    @classmethod
    def from_dict(cls, stored: Mapping[str, Any]) -> Self:
        """What `to_dict` wrote, under this rule set or another. Raises ValueError for anything else."""
        _expect_keys(stored, "rule_set", "outcome", "reasons")
        return cls(
            Outcome(stored["outcome"]),
            tuple(Reason.from_dict(reason) for reason in _expect_list(stored["reasons"])),
            str(stored["rule_set"]),
        )


def assess(answers: Answers) -> Assessment:
    """Hold the answers against the founding definition.

    Returns the advice with one reason for each of the three requirements, also for those that are met.
    Source: the whole sentence after "Onder ‘OK-profs’ verstaan wij".
    """
    return _ASSESSMENTS[
        answers.works_for_government,
        answers.appointment,
        answers.engagement,
        answers.position,
        _field_of(answers.disciplines),
    ]


def outcome_of(reasons: tuple[Reason, ...]) -> Outcome:
    """One requirement not met is decisive; otherwise one that needs a look is."""
    findings = {reason.finding for reason in reasons}
    if Finding.NOT_MET in findings:
        return Outcome.NOT_ELIGIBLE
    if Finding.NEEDS_LOOK in findings:
        return Outcome.NEEDS_JUDGEMENT
    return Outcome.ELIGIBLE


def suggested_workshop(answers: Answers) -> Workshop | None:
    """The intervision workshop that suits someone, or None when their answers do not point to one.

    Source: the municipal secretary "past in de intervisie workshop ‘concernkwaliteit’": who answers for the
    whole organisation sits there. So does who works on quality in general, or on more than one particular
    discipline. One particular discipline has its own workshop. Adjacent disciplines alone point nowhere: the
    discipline someone dedicated themselves to stands only in their own words.
    """
    if answers.position is Position.MUNICIPAL_SECRETARY:
        return Workshop.CORPORATE_QUALITY
    core = answers.disciplines & CORE
    particular = core - {Discipline.QUALITY}
    if len(particular) == 1:
        return _WORKSHOPS[next(iter(particular))]
    return Workshop.CORPORATE_QUALITY if core else None


_WORKSHOPS: Mapping[Discipline, Workshop] = {
    Discipline.SERVICE_DELIVERY: Workshop.SERVICE_DELIVERY,
    Discipline.LEAN: Workshop.LEAN,
    Discipline.PROCESS_MANAGEMENT: Workshop.PROCESS_MANAGEMENT,
    Discipline.CERTIFICATION: Workshop.CERTIFICATION,
}


class _Field(StrEnum):
    """All that the definition asks of a set of disciplines."""

    LEAN = "lean"
    CORE = "core"
    ADJACENT = "adjacent"
    NONE = "none"


def _field_of(disciplines: frozenset[Discipline]) -> _Field:
    if Discipline.LEAN in disciplines:
        return _Field.LEAN
    if not CORE.isdisjoint(disciplines):
        return _Field.CORE
    return _Field.ADJACENT if disciplines else _Field.NONE


def _reason(clause: Clause, finding: Finding, code: ReasonCode) -> Reason:
    return Reason(clause, finding, code.value, QUOTES[clause])


def about_government(works_for_government: bool, appointment: Appointment) -> Reason:
    """The first requirement alone, for who has answered no more than that. Source: "vast of tijdelijk"."""
    if not works_for_government:
        return _reason(Clause.GOVERNMENT, Finding.NOT_MET, ReasonCode.NOT_GOVERNMENT)
    if appointment is Appointment.PERMANENT:
        return _reason(Clause.GOVERNMENT, Finding.MET, ReasonCode.WORKS_PERMANENTLY)
    if appointment is Appointment.TEMPORARY:
        return _reason(Clause.GOVERNMENT, Finding.MET, ReasonCode.WORKS_TEMPORARILY)
    return _reason(Clause.GOVERNMENT, Finding.NOT_MET, ReasonCode.NO_APPOINTMENT)


def about_engagement(engagement: Engagement) -> Reason:
    """The second requirement alone. Source: "vol- of deeltijd"."""
    if engagement is Engagement.FULL_TIME:
        return _reason(Clause.ENGAGEMENT, Finding.MET, ReasonCode.ENGAGED_FULL_TIME)
    if engagement is Engagement.PART_TIME:
        return _reason(Clause.ENGAGEMENT, Finding.MET, ReasonCode.ENGAGED_PART_TIME)
    return _reason(Clause.ENGAGEMENT, Finding.NOT_MET, ReasonCode.NOT_ENGAGED)


def about_function(position: Position, disciplines: frozenset[Discipline]) -> Reason:
    """The third requirement alone. Source: "zoals …, maar ook …, bij voorbeeld …"."""
    return _about_function(position, _field_of(disciplines))


def _about_function(position: Position, field: _Field) -> Reason:
    if field is _Field.NONE:
        return _reason(Clause.CORE_FUNCTION, Finding.NOT_MET, ReasonCode.NO_DISCIPLINE)
    if position is Position.MUNICIPAL_SECRETARY:
        return _reason(Clause.MUNICIPAL_SECRETARY, Finding.NEEDS_LOOK, _SECRETARY[field])
    if field is _Field.ADJACENT:
        is_named = position is not Position.OTHER
        code = ReasonCode.ADJACENT_FUNCTION if is_named else ReasonCode.OTHER_FUNCTION_IN_ADJACENT
        return _reason(Clause.ADJACENT_FUNCTION, Finding.NEEDS_LOOK, code)
    if position is Position.OTHER:
        return _reason(Clause.CORE_FUNCTION, Finding.NEEDS_LOOK, ReasonCode.OTHER_FUNCTION_IN_CORE)
    return _reason(Clause.CORE_FUNCTION, Finding.MET, ReasonCode.CORE_FUNCTION)


_SECRETARY: Mapping[_Field, ReasonCode] = {
    _Field.LEAN: ReasonCode.SECRETARY_IN_LEAN,
    _Field.CORE: ReasonCode.SECRETARY_IN_CORE,
    _Field.ADJACENT: ReasonCode.SECRETARY_IN_ADJACENT,
}

_Key = tuple[bool, Appointment, Engagement, Position, _Field]


def _all_assessments() -> dict[_Key, Assessment]:
    assessments = {}
    for key in product((True, False), Appointment, Engagement, Position, _Field):
        works_for_government, appointment, engagement, position, field = key
        reasons = (
            about_government(works_for_government, appointment),
            about_engagement(engagement),
            _about_function(position, field),
        )
        assessments[key] = Assessment(outcome_of(reasons), reasons)
    return assessments


def _expect_keys(stored: object, *names: str) -> None:
    if not isinstance(stored, Mapping) or set(stored) != set(names):
        raise ValueError(f"expected {', '.join(names)}; got {stored!r}")


def _expect_list(stored: object) -> list[Any]:
    if not isinstance(stored, list):
        raise ValueError(f"expected a list; got {stored!r}")
    return stored


# 360 assessments are all there are; looking one up is what keeps an assessment within a few microseconds.
_ASSESSMENTS = _all_assessments()
