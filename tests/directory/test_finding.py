"""Searching: who is found, in which order, and how many each choice leaves."""

import random
from collections.abc import Iterable

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from okprofs.directory import queries
from okprofs.directory.models import DirectoryBlock, DirectoryEntry, DirectoryWord
from okprofs.directory.queries import Bounds, Found, Order, Search, census
from okprofs.directory.queries.finding import USUAL
from okprofs.directory.queries.statements import Road
from okprofs.directory.rules.facets import Selection, disciplines_in
from okprofs.directory.rules.reading import Reading, Term
from okprofs.kernel.db import db, transaction
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position
from okprofs.people.rules.visibility import Field
from tests import tries
from tests.directory.makers import ABOUT, FIRST, PLACES, SYLLABLES, fill_directory, make_member

SELECTIONS = st.builds(
    Selection,
    disciplines=st.frozensets(st.sampled_from(Discipline), max_size=3),
    kinds=st.frozensets(st.sampled_from(OrganisationKind), max_size=3),
    positions=st.frozensets(st.sampled_from(Position), max_size=3),
    provinces=st.frozensets(st.sampled_from(Province), max_size=3),
    methods=st.frozensets(st.sampled_from(Method), max_size=2),
    willing_to=st.frozensets(st.sampled_from(Willingness), max_size=2),
)
TERMS = st.lists(
    st.sampled_from(
        [
            *(word.lower() for word in (*FIRST, *PLACES)),
            *ABOUT,
            *SYLLABLES,
            *("a", "le", "1", "12", "zz", "de", "klantreizen", "waardestroomcoach", "ineke", "kaisen", "zwole"),
        ]
    ),
    max_size=3,
    unique=True,
).map(tuple)
ORDERS = st.sampled_from(Order)


def names(found: Found) -> list[str]:
    return [member.name for member in found.page.items]


# A word of a member, and how much it says.
Words = dict[str, int]


def everyone() -> list[tuple[DirectoryEntry, Words]]:
    """Every member with their words, to compare with."""
    words: dict[int, Words] = {}
    columns = (DirectoryWord.word, DirectoryWord.account_id, DirectoryWord.rank)
    for word, account_id, rank in db.session.execute(sa.select(*columns)):
        words.setdefault(account_id, {})[word] = rank
    return [(entry, words[entry.account_id]) for entry in db.session.scalars(sa.select(DirectoryEntry))]


def is_read_as(term: Term, word: str) -> bool:
    return word in (term.text, *term.also) or (term.may_go_on and word.startswith(term.text))


def how_good(term: Term, words: Words) -> int | None:
    ranks = [rank + (0 if word == term.text else 5) for word, rank in words.items() if is_read_as(term, word)]
    return min(ranks, default=None)


def fits(entry: DirectoryEntry, words: Words, search: Search, reading: Reading, but: str = "") -> bool:
    chosen = search.selection
    return (
        all(how_good(term, words) is not None for term in reading.terms)
        and (but == "kinds" or not chosen.kinds or entry.organisation_kind in chosen.kinds)
        and (but == "provinces" or not chosen.provinces or entry.province in chosen.provinces)
        and (but == "positions" or not chosen.positions or entry.position in chosen.positions)
        and (
            but == "disciplines"
            or not chosen.disciplines
            or bool(chosen.disciplines & set(disciplines_in(entry.discipline_bits)))
        )
        and (but == "methods" or not chosen.methods or bool(chosen.methods & entry.methods))
        and (but == "willing_to" or not chosen.willing_to or bool(chosen.willing_to & entry.willing_to))
    )


def in_order(members: Iterable[tuple[DirectoryEntry, Words]], order: Order, found: Found) -> list[str]:
    def badness(words: Words) -> int:
        # Of more than can be counted nobody is the best.
        if found.counts is None:
            return 0
        ranks = [how_good(term, words) for term in (*found.reading.terms, *found.reading.preferred)]
        return sum(10 if rank is None else rank for rank in ranks)

    def by_name(entry: DirectoryEntry) -> tuple[str, int]:
        return entry.sort_name, entry.account_id

    keys = {
        Order.BEST: lambda entry, words: (badness(words), by_name(entry)),
        Order.NAME: lambda entry, _: by_name(entry),
        Order.NAME_BACKWARDS: lambda entry, _: by_name(entry),
        Order.ORGANISATION: lambda entry, _: (entry.sort_organisation, by_name(entry)),
    }
    listed = sorted(members, key=lambda member: keys[order](*member), reverse=order is Order.NAME_BACKWARDS)
    return [entry.public_id for entry, _ in listed]


def compare(search: Search, all_of_them: list[tuple[DirectoryEntry, Words]], bounds: Bounds = USUAL) -> Road:
    """Ask the directory, and compare with what reading everything gives; says by which road it answered."""
    found = queries.find(search, bounds)
    fitting = [member for member in all_of_them if fits(*member, search, found.reading)]
    expected = in_order(fitting, search.order, found)
    start = (search.page - 1) * queries.PER_PAGE
    assert [member.public_id for member in found.page.items] == expected[start : start + queries.PER_PAGE]
    assert found.page.has_next == (len(expected) > start + queries.PER_PAGE)
    counted_for_map = queries.count_by_province(search)
    if found.counts is None:
        return found.road
    assert found.counts.total == len(expected)
    for facet, values_of in {
        "kinds": lambda entry: [entry.organisation_kind],
        "positions": lambda entry: [entry.position],
        "disciplines": lambda entry: disciplines_in(entry.discipline_bits),
        "provinces": lambda entry: [entry.province],
        "methods": lambda entry: entry.methods,
        "willing_to": lambda entry: entry.willing_to,
    }.items():
        counts: dict[object, int] = {}
        for entry, words in all_of_them:
            if fits(entry, words, search, found.reading, but=facet):
                for value in values_of(entry):
                    counts[value] = counts.get(value, 0) + 1
        kept = getattr(found.counts, facet) if facet != "provinces" else counted_for_map
        if kept is None:  # with the usual bounds it was counted, with those of the map it was too much
            continue
        counted = {value: number for value, number in kept.items() if number}
        if facet == "provinces":
            shown = {value: found.counts.provinces.get(value, 0) for value in search.selection.provinces}
            assert shown == {value: counts.get(value, 0) for value in shown}
        assert counted == {value: number for value, number in counts.items() if value is not None}, facet
    return found.road


def test_any_search_finds_counts_and_orders_as_reading_everything_would(database: None) -> None:
    fill_directory(400)
    all_of_them = everyone()

    @settings(suppress_health_check=[HealthCheck.too_slow])
    @given(st.builds(Search, TERMS, SELECTIONS, ORDERS, st.integers(1, 3)))
    def check(search: Search) -> None:
        compare(search, all_of_them)

    check()


def test_with_more_members_than_are_counted_the_pages_are_still_right(database: None) -> None:
    # The bounds are lowered instead of the directory enlarged: a few hundred members then take every road.
    fill_directory(400)
    all_of_them = everyone()
    roads: set[Road] = set()

    @settings(max_examples=tries(200), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.builds(Search, TERMS, SELECTIONS, ORDERS, st.integers(1, 3)))
    def check(search: Search) -> None:
        roads.add(compare(search, all_of_them, Bounds(counted=20, weighed=200)))

    check()
    assert roads >= {Road.ALONG, Road.ALONG_WORD, Road.BY_WORD, Road.BY_CHOICE}


def test_too_many_to_count_are_not_counted(database: None) -> None:
    fill_directory(1200)
    found = queries.find(Search(terms=("a",)))
    assert found.counts is None
    assert found.page.has_next
    assert queries.find(Search(terms=("anneke",))).counts is not None
    everybody = queries.find(Search())
    assert everybody.counts is not None
    assert everybody.counts.total == 1200


@pytest.mark.parametrize(
    "text",
    [
        "anneke",
        "BAKKER",
        "bak ann",
        "étude",
        "etu",
        "barneveld",
        "waarde",
        "kaizen",
        "process",
        "adviseur",
        "dagstarts",
        "9001",
        "rijnlands",
        "green belt",
        "fries",
        "mentor",
        "gelderland",
    ],
)
def test_a_member_is_found_by_everything_they_show(database: None, text: str) -> None:
    from okprofs.kernel.search import asked_terms
    from tests.organisations.makers import make_organisation

    make_member(
        "Anneke Bakker",
        organisation_id=make_organisation("gemeente Barneveld", province="Gelderland").id,
        position=Position.ADVISER,
        function_title="Procesregisseur",
        disciplines=frozenset({Discipline.LEAN, Discipline.PROCESS_MANAGEMENT}),
        ask_me_about="Waardestroom, Étude",
        topics=("Dagstarts",),
        methods=frozenset({Method.ISO_9001}),
        own_methods=("Rijnlands",),
        certificates=("Green Belt",),
        languages=frozenset({Language.FRISIAN}),
        willing_to=frozenset({Willingness.MENTOR}),
    )
    if text == "process":  # the English label, as far as it is translated
        text = "proces"
    assert names(queries.find(Search(tuple(asked_terms(text))))) == ["Anneke Bakker"]


@pytest.mark.parametrize("text", ["%", "_", "a%", "an_eke", "'", "' or 1=1 --", "\\", "bakhuis", "nek"])
def test_what_a_database_finds_special_is_only_text(database: None, text: str) -> None:
    from okprofs.kernel.search import asked_terms

    make_member("Anneke Bakker")
    terms = tuple(asked_terms(text))
    assert all(term.isalnum() for term in terms)
    if terms and terms != ("a",):
        assert names(queries.find(Search(terms))) == []
    assert names(queries.find(Search(("%",)))) == []
    assert names(queries.find(Search(("a_",)))) == []


def test_names_stand_as_in_a_dutch_list(database: None) -> None:
    for name in ("Maria van der Veen", "Ahmed El Haddoui", "Zoë Ávila", "Bram Zwart", "anneke"):
        make_member(name)
    assert names(queries.find(Search())) == [
        "anneke",
        "Zoë Ávila",
        "Ahmed El Haddoui",
        "Maria van der Veen",
        "Bram Zwart",
    ]
    assert names(queries.find(Search(order=Order.NAME_BACKWARDS)))[0] == "Bram Zwart"


def test_a_search_costs_few_queries(database: None) -> None:
    fill_directory(300)
    chance = random.Random(7)
    seen: list[str] = []

    def note(connection: object, cursor: object, statement: str, *rest: object) -> None:
        seen.append(statement)

    sa.event.listen(db.engine, "before_cursor_execute", note)
    try:
        for _ in range(40):
            seen.clear()
            selection = Selection(
                frozenset(chance.sample(list(Discipline), chance.randint(0, 3))),
                frozenset(chance.sample(list(OrganisationKind), chance.randint(0, 2))),
            )
            queries.find(Search(tuple(chance.sample(ABOUT, chance.randint(0, 3))), selection))
            assert len(seen) <= 5
    finally:
        sa.event.remove(db.engine, "before_cursor_execute", note)


def test_another_discipline_is_no_other_function(database: None) -> None:
    make_member("Anneke Bakker", disciplines=frozenset({Discipline.OTHER}))
    make_member("Jan Visser", position=Position.OTHER)
    assert names(queries.find(Search(("vakgebied",)))) == ["Anneke Bakker"]
    assert names(queries.find(Search(("functie",)))) == ["Jan Visser"]


@pytest.mark.parametrize("text", ["fryslân", "fryslan", "friesland", "Friesland Anneke"])
def test_a_province_finds_who_shows_that_they_work_there_in_both_languages(database: None, text: str) -> None:
    from okprofs.kernel.search import asked_terms
    from tests.organisations.makers import make_organisation

    place = make_organisation("wetterskip", OrganisationKind.WATER_BOARD, "Fryslân").id
    make_member("Anneke Bakker", organisation_id=place)
    make_member("Vera Verborgen", organisation_id=place, shows=[Field.FUNCTION])
    assert names(queries.find(Search(tuple(asked_terms(text))))) == ["Anneke Bakker"]


def test_who_counts_while_another_thread_reads_a_newer_directory_misses_no_block(database: None) -> None:
    """Between reading the marks and counting what is new, the other throws away what is old to them."""
    marked = sa.update(DirectoryBlock)
    newer = ["newer"]

    def meanwhile(connection: object, cursor: object, statement: str, *rest: object) -> None:
        if newer and "directory_entries" in statement:
            db.session.execute(marked.where(DirectoryBlock.number == 0).values(mark=newer.pop()))
            census.everyone("the other's edition")

    with transaction() as session:
        session.add_all(DirectoryBlock(number=number, members=1, mark=f"mark {number}") for number in (0, 1))
        session.flush()
        census.everyone("an edition")
        session.execute(marked.where(DirectoryBlock.number == 1).values(mark="new"))
        sa.event.listen(db.engine, "before_cursor_execute", meanwhile)
        try:
            assert census.everyone("the next edition").present.total == 0
        finally:
            sa.event.remove(db.engine, "before_cursor_execute", meanwhile)
    assert not newer
