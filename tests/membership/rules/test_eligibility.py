"""May this person become a member, and if not, why? Held against the founding text, over all answers."""

import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, islice, product
from statistics import median
from time import thread_time

import pytest

from okprofs.membership.rules.eligibility import (
    QUOTES,
    RULE_SET,
    Answers,
    Appointment,
    Assessment,
    Clause,
    Engagement,
    Finding,
    Outcome,
    Reason,
    ReasonCode,
    Workshop,
    about_engagement,
    about_function,
    about_government,
    assess,
    outcome_of,
    suggested_workshop,
)
from okprofs.people.rules.profession import ADJACENT, CORE, Discipline, Position

# The sentence of the announcement of 10 November 2011 that the rules are read off, to the letter.
SOURCE = (
    "Overheid-Kwaliteitsmanagement-professionals, dwz: Functionarissen die vast of tijdelijk werken bij "
    "de overheid en zich vol- of deeltijd bezig houden met kwaliteitsmanagement, zoals managers, "
    "adviseurs en beleidsmedewerkers kwaliteit, dienstverlening, Lean/Kaizen, procesmanagement en "
    "kwaliteitscertificering, maar ook managers, adviseurs en beleidsmedewerkers organisatie, "
    "controlling, HRM, strategie, etc. die zich hebben toegelegd op bovenstaande disciplines. Bij "
    "voorbeeld een gemeentesecretaris die zich intensief bezig houdt met ‘Lean Management’ is ook zo’n "
    "professional, die past in de intervisie workshop ‘concernkwaliteit’."
)

SUBSETS = tuple(frozenset(chosen) for size in range(len(Discipline) + 1) for chosen in combinations(Discipline, size))
WORST_TO_BEST = (Outcome.NOT_ELIGIBLE, Outcome.NEEDS_JUDGEMENT, Outcome.ELIGIBLE)

ADVISER = Answers(
    works_for_government=True,
    appointment=Appointment.PERMANENT,
    engagement=Engagement.PART_TIME,
    position=Position.ADVISER,
    disciplines=frozenset({Discipline.QUALITY}),
)


def everyone() -> Iterator[Answers]:
    """Every answer that can be given: 92,160 of them."""
    everything_else = product((True, False), Appointment, Engagement, Position)
    for works_there, appointment, engagement, position in everything_else:
        for disciplines in SUBSETS:
            yield Answers(works_there, appointment, engagement, position, disciplines)


def specified_outcome(answers: Answers) -> str:
    """The definition once more, written from its text alone and knowing nothing of the rules' own terms."""
    works_there = answers.works_for_government and answers.appointment.value in ("permanent", "temporary")
    spends_time = answers.engagement.value in ("full_time", "part_time")
    named = {str(discipline) for discipline in answers.disciplines}
    names_core = named & {"quality", "service_delivery", "lean", "process_management", "certification"}
    is_listed = answers.position.value in ("manager", "adviser", "policy_officer")
    if not (works_there and spends_time and named):
        return "not_eligible"
    return "eligible" if is_listed and names_core else "needs_judgement"


def findings(assessment: Assessment) -> list[Finding]:
    return [reason.finding for reason in assessment.reasons]


def test_every_possible_answer_gets_what_the_definition_says_and_one_reason_a_requirement() -> None:
    count = 0
    for answers in everyone():
        assessment = assess(answers)
        assert assessment.outcome == specified_outcome(answers), answers
        government, engagement, function = assessment.reasons
        assert government == about_government(answers.works_for_government, answers.appointment)
        assert engagement == about_engagement(answers.engagement)
        assert function == about_function(answers.position, answers.disciplines)
        count += 1
    assert count == 2 * 3 * 3 * 5 * 2**10


def test_the_first_requirement_is_a_fact_about_government_and_appointment() -> None:
    for government, appointment in product((True, False), Appointment):
        reason = about_government(government, appointment)
        assert reason.clause is Clause.GOVERNMENT
        assert (reason.finding is Finding.MET) == (government and appointment is not Appointment.NONE)
        assert reason.finding is not Finding.NEEDS_LOOK


def test_the_second_requirement_is_a_fact_about_time() -> None:
    for engagement in Engagement:
        reason = about_engagement(engagement)
        assert reason.clause is Clause.ENGAGEMENT
        assert (reason.finding is Finding.MET) == (engagement is not Engagement.NONE)
        assert reason.finding is not Finding.NEEDS_LOOK


def test_the_third_requirement_cites_the_clause_that_speaks() -> None:
    for position, disciplines in product(Position, SUBSETS):
        reason = about_function(position, disciplines)
        if not disciplines:
            expected = (Clause.CORE_FUNCTION, Finding.NOT_MET)
        elif position is Position.MUNICIPAL_SECRETARY:
            expected = (Clause.MUNICIPAL_SECRETARY, Finding.NEEDS_LOOK)
        elif disciplines <= ADJACENT:
            expected = (Clause.ADJACENT_FUNCTION, Finding.NEEDS_LOOK)
        elif position is Position.OTHER:
            expected = (Clause.CORE_FUNCTION, Finding.NEEDS_LOOK)
        else:
            expected = (Clause.CORE_FUNCTION, Finding.MET)
        assert (reason.clause, reason.finding) == expected


@pytest.mark.parametrize(
    ("position", "discipline", "code"),
    [
        (Position.ADVISER, Discipline.LEAN, ReasonCode.CORE_FUNCTION),
        (Position.ADVISER, Discipline.HRM, ReasonCode.ADJACENT_FUNCTION),
        (Position.OTHER, Discipline.LEAN, ReasonCode.OTHER_FUNCTION_IN_CORE),
        (Position.OTHER, Discipline.HRM, ReasonCode.OTHER_FUNCTION_IN_ADJACENT),
        (Position.MUNICIPAL_SECRETARY, Discipline.LEAN, ReasonCode.SECRETARY_IN_LEAN),
        (Position.MUNICIPAL_SECRETARY, Discipline.QUALITY, ReasonCode.SECRETARY_IN_CORE),
        (Position.MUNICIPAL_SECRETARY, Discipline.HRM, ReasonCode.SECRETARY_IN_ADJACENT),
    ],
)
def test_the_screen_can_say_what_kind_of_function_it_is(
    position: Position, discipline: Discipline, code: ReasonCode
) -> None:
    assert about_function(position, frozenset({discipline})).code == code


def test_someone_who_meets_nothing_hears_all_three_reasons() -> None:
    nobody = Answers(False, Appointment.NONE, Engagement.NONE, Position.OTHER, frozenset())
    assert findings(assess(nobody)) == [Finding.NOT_MET] * 3


def test_the_outcome_follows_from_the_reasons_alone() -> None:
    outcomes: dict[tuple[Finding, ...], set[Outcome]] = {}
    for answers in everyone():
        assessment = assess(answers)
        assert assessment.outcome is outcome_of(assessment.reasons)
        outcomes.setdefault(tuple(findings(assessment)), set()).add(assessment.outcome)
    assert all(len(found) == 1 for found in outcomes.values())
    for found, outcome in outcomes.items():
        if Finding.NOT_MET in found:
            assert outcome == {Outcome.NOT_ELIGIBLE}
        elif Finding.NEEDS_LOOK in found:
            assert outcome == {Outcome.NEEDS_JUDGEMENT}
        else:
            assert outcome == {Outcome.ELIGIBLE}


def test_every_quote_stands_literally_in_the_source() -> None:
    assert set(QUOTES) == set(Clause)
    for clause, quote in QUOTES.items():
        assert quote in SOURCE, clause
    for answers in everyone():
        for reason in assess(answers).reasons:
            assert reason.quote == QUOTES[reason.clause]


def test_naming_one_more_core_discipline_never_worsens_the_outcome() -> None:
    for answers in everyone():
        before = WORST_TO_BEST.index(assess(answers).outcome)
        for discipline in CORE - answers.disciplines:
            richer = replace(answers, disciplines=answers.disciplines | {discipline})
            assert WORST_TO_BEST.index(assess(richer).outcome) >= before


def test_naming_one_more_adjacent_discipline_never_worsens_the_outcome() -> None:
    for position, disciplines in product(Position, SUBSETS):
        answers = replace(ADVISER, position=position, disciplines=disciplines)
        before = WORST_TO_BEST.index(assess(answers).outcome)
        for discipline in ADJACENT - disciplines:
            richer = replace(answers, disciplines=disciplines | {discipline})
            assert WORST_TO_BEST.index(assess(richer).outcome) >= before


def test_full_time_or_part_time_and_permanent_or_temporary_make_no_difference_to_the_outcome() -> None:
    for answers in everyone():
        outcome = assess(answers).outcome
        if answers.engagement is Engagement.FULL_TIME:
            assert assess(replace(answers, engagement=Engagement.PART_TIME)).outcome is outcome
        if answers.appointment is Appointment.PERMANENT:
            assert assess(replace(answers, appointment=Appointment.TEMPORARY)).outcome is outcome


def test_a_municipal_secretary_engaged_with_lean_needs_a_human_look_and_fits_concernkwaliteit() -> None:
    secretary = Answers(
        works_for_government=True,
        appointment=Appointment.PERMANENT,
        engagement=Engagement.PART_TIME,
        position=Position.MUNICIPAL_SECRETARY,
        disciplines=frozenset({Discipline.LEAN}),
    )
    assessment = assess(secretary)
    assert assessment.outcome is Outcome.NEEDS_JUDGEMENT
    assert findings(assessment) == [Finding.MET, Finding.MET, Finding.NEEDS_LOOK]
    assert assessment.reasons[2].code == ReasonCode.SECRETARY_IN_LEAN
    assert "gemeentesecretaris die zich intensief bezig houdt" in assessment.reasons[2].quote
    assert suggested_workshop(secretary) is Workshop.CORPORATE_QUALITY


@pytest.mark.parametrize("position", [Position.MANAGER, Position.ADVISER, Position.POLICY_OFFICER])
@pytest.mark.parametrize("discipline", sorted(CORE))
def test_a_manager_adviser_or_policy_officer_in_a_core_discipline_is_eligible(
    position: Position, discipline: Discipline
) -> None:
    answers = replace(ADVISER, position=position, disciplines=frozenset({discipline}))
    assert assess(answers).outcome is Outcome.ELIGIBLE


@pytest.mark.parametrize("discipline", sorted(ADJACENT))
def test_an_adviser_in_an_adjacent_discipline_alone_needs_a_human_look(discipline: Discipline) -> None:
    assessment = assess(replace(ADVISER, disciplines=frozenset({discipline})))
    assert assessment.outcome is Outcome.NEEDS_JUDGEMENT
    assert "toegelegd" in assessment.reasons[2].quote


def test_another_function_in_a_core_discipline_needs_a_human_look_because_the_list_says_such_as() -> None:
    assessment = assess(replace(ADVISER, position=Position.OTHER))
    assert assessment.outcome is Outcome.NEEDS_JUDGEMENT
    assert assessment.reasons[2].quote.startswith("zoals")


def test_a_consultant_outside_government_is_told_so_and_also_what_is_met() -> None:
    assessment = assess(replace(ADVISER, works_for_government=False))
    assert assessment.outcome is Outcome.NOT_ELIGIBLE
    assert findings(assessment) == [Finding.NOT_MET, Finding.MET, Finding.MET]
    assert assessment.reasons[0].code == ReasonCode.NOT_GOVERNMENT


def test_every_code_is_given_by_some_answer() -> None:
    given = {reason.code for answers in everyone() for reason in assess(answers).reasons}
    assert given == set(ReasonCode)


def test_every_assessment_names_the_rule_set() -> None:
    assert RULE_SET == "2011-11-10/1"
    assert assess(ADVISER).rule_set == RULE_SET


@pytest.mark.parametrize(
    ("disciplines", "workshop"),
    [
        ({Discipline.LEAN}, Workshop.LEAN),
        ({Discipline.SERVICE_DELIVERY}, Workshop.SERVICE_DELIVERY),
        ({Discipline.PROCESS_MANAGEMENT}, Workshop.PROCESS_MANAGEMENT),
        ({Discipline.CERTIFICATION}, Workshop.CERTIFICATION),
        ({Discipline.QUALITY}, Workshop.CORPORATE_QUALITY),
        ({Discipline.QUALITY, Discipline.LEAN}, Workshop.LEAN),
        ({Discipline.HRM, Discipline.LEAN}, Workshop.LEAN),
        ({Discipline.SERVICE_DELIVERY, Discipline.LEAN}, Workshop.CORPORATE_QUALITY),
        ({Discipline.STRATEGY}, None),
        (set(), None),
    ],
)
def test_the_suggested_workshop_follows_the_core_discipline(
    disciplines: set[Discipline], workshop: Workshop | None
) -> None:
    assert suggested_workshop(replace(ADVISER, disciplines=frozenset(disciplines))) is workshop


def test_a_municipal_secretary_always_fits_concernkwaliteit() -> None:
    for disciplines in SUBSETS:
        answers = replace(ADVISER, position=Position.MUNICIPAL_SECRETARY, disciplines=disciplines)
        assert suggested_workshop(answers) is Workshop.CORPORATE_QUALITY


def test_who_names_a_core_discipline_always_gets_a_suggestion() -> None:
    for answers in everyone():
        if answers.disciplines & CORE:
            assert suggested_workshop(answers) is not None


def test_answers_and_assessment_come_back_from_json_as_they_went() -> None:
    for answers in islice(everyone(), 0, None, 7):
        assert Answers.from_dict(json.loads(json.dumps(answers.to_dict()))) == answers
    for assessment in {assess(answers) for answers in everyone()}:
        assert Assessment.from_dict(json.loads(json.dumps(assessment.to_dict()))) == assessment


def test_an_assessment_keeps_the_words_and_codes_of_the_rule_set_that_made_it() -> None:
    old = Assessment(
        Outcome.NEEDS_JUDGEMENT,
        (Reason(Clause.ENGAGEMENT, Finding.NEEDS_LOOK, "a_code_of_then", "een zin van toen"),),
        rule_set="2009-01-01/1",
    )
    assert Assessment.from_dict(json.loads(json.dumps(old.to_dict()))) == old


GOOD_ANSWERS = ADVISER.to_dict()
GOOD_ASSESSMENT = assess(ADVISER).to_dict()


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {**GOOD_ANSWERS, "extra": 1},
        {**GOOD_ANSWERS, "works_for_government": "yes"},
        {**GOOD_ANSWERS, "works_for_government": 1},
        {**GOOD_ANSWERS, "appointment": "sometimes"},
        {**GOOD_ANSWERS, "appointment": None},
        {**GOOD_ANSWERS, "position": ["adviser"]},
        {**GOOD_ANSWERS, "disciplines": "lean"},
        {**GOOD_ANSWERS, "disciplines": ["leen"]},
        {name: value for name, value in GOOD_ANSWERS.items() if name != "engagement"},
    ],
)
def test_answers_that_were_not_written_by_us_are_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Answers.from_dict(stored)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        {**GOOD_ASSESSMENT, "outcome": "maybe"},
        {**GOOD_ASSESSMENT, "reasons": {}},
        {**GOOD_ASSESSMENT, "reasons": ["works_permanently"]},
        {**GOOD_ASSESSMENT, "reasons": [{"clause": "government"}]},
        {**GOOD_ASSESSMENT, "reasons": [["clause", "finding", "code", "quote"]]},
    ],
)
def test_an_assessment_that_was_not_written_by_us_is_refused(stored: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        Assessment.from_dict(stored)


def test_an_assessment_takes_less_than_twenty_microseconds() -> None:
    people = [
        replace(ADVISER, position=position, disciplines=disciplines)
        for position, disciplines in product(Position, SUBSETS[::8])
    ]
    rounds = []
    for _round in range(25):
        begin = thread_time()
        for answers in people:
            assess(answers)
        rounds.append((thread_time() - begin) / len(people))
    assert median(rounds) < 20e-6
