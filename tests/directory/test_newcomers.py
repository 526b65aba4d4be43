"""Who newly fits a saved search? The rule, without a database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.directory.rules.facets import Selection
from okprofs.directory.rules.newcomers import Newcomer, Newcomers, conditions_of, marks_of
from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Method, Willingness
from okprofs.people.rules.profession import Discipline, Position

LOOKED = datetime(2026, 3, 2, tzinfo=UTC)
BEFORE, AFTER = LOOKED - timedelta(days=1), LOOKED + timedelta(hours=1)
LEAN = Selection(frozenset({Discipline.LEAN}), provinces=frozenset({Province.GELDERLAND}))
METHOD = Selection(methods=frozenset({Method.INK}), willing_to=frozenset({Willingness.SPEAK}))
ALL = frozenset({"leancoach", "ede", "discipline:lean", "province:gelderland", "kind:municipality"})


@pytest.mark.parametrize(
    ("words", "selection", "marks", "since", "came_at", "is_told"),
    [
        ((), LEAN, ALL, {}, AFTER, True),
        ((), LEAN, ALL, {}, BEFORE, False),
        ((), LEAN, ALL, {"province:gelderland": AFTER}, None, True),
        ((), LEAN, ALL, {"province:gelderland": BEFORE}, None, False),
        # Something else changed: they fitted already.
        ((), LEAN, ALL, {"ede": AFTER}, None, False),
        ((), LEAN, ALL - {"province:gelderland"}, {"discipline:lean": AFTER}, None, False),
        (("lean",), Selection(), ALL, {"leancoach": AFTER}, None, True),
        # Had it by another word before.
        (("lean",), Selection(), ALL | {"leangever"}, {"leangever": AFTER}, None, False),
        # Two that are chosen in one facet: one will do.
        ((), Selection(positions=frozenset(Position)), ALL, {}, AFTER, False),
        ((), Selection(frozenset({Discipline.LEAN, Discipline.HRM})), ALL, {"discipline:lean": AFTER}, None, True),
        ((), METHOD, ALL | {"method:ink", "willing:speak"}, {"method:ink": AFTER}, None, True),
        ((), METHOD, ALL | {"method:ink", "willing:mentor"}, {"method:ink": AFTER}, None, False),
        # Who asks for everybody is told of who comes, not of who changes.
        ((), Selection(), ALL, {}, AFTER, True),
        ((), Selection(), ALL, {"ede": AFTER}, None, False),
    ],
)
def test_who_fits_now_and_did_not_before_is_told_of(words, selection, marks, since, came_at, is_told) -> None:  # type: ignore[no-untyped-def]
    newcomers = Newcomers({1: Newcomer(marks, since, came_at)})
    assert newcomers.fitting(conditions_of(words, selection), LOOKED) == [1] * is_told


@given(
    st.lists(st.frozensets(st.sampled_from(["lean", "leancoach", "audit", "ede"])), max_size=8),
    st.lists(st.sampled_from(["le", "lean", "audit", "zz"]), max_size=2, unique=True),
)
def test_the_index_finds_whom_asking_each_would(people: list[frozenset[str]], words: list[str]) -> None:
    known = {key: Newcomer(marks_of(marks, (None, None, 0, None, 0, 0)), {}, AFTER) for key, marks in enumerate(people)}
    conditions = conditions_of(words, Selection())
    each = [key for key, person in known.items() if person.fits_newly(conditions, LOOKED)]
    assert Newcomers(known).fitting(conditions, LOOKED) == each
