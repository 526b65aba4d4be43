"""What is told of few people never lets one find out less than five, whatever one takes from what."""

from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.small_cells import LEAST, bins, told_groups

SIZES = st.dictionaries(st.integers(0, 8), st.integers(0, 30), max_size=8)
COLUMN = st.lists(st.integers(0, 12), min_size=5, max_size=5).filter(lambda column: not 0 < sum(column) < LEAST)


def test_groups_that_are_too_small_are_told_as_one() -> None:
    assert told_groups({"a": 12, "b": 3, "c": 2}) == (("a",), 5)
    # Three alone would be found by taking the others from the total.
    assert told_groups({"a": 12, "b": 3, "c": 6}) == (("a",), 9)
    assert told_groups({"a": 12, "b": 0}) == (("a",), 0)
    assert told_groups({"a": 3}) == ((), 0)
    assert told_groups({}) == ((), 0)


@given(SIZES)
def test_no_group_and_no_remainder_is_small(sizes: dict[int, int]) -> None:
    told, rest = told_groups(sizes)
    assert all(sizes[group] >= LEAST for group in told)
    assert not 0 < rest < LEAST
    if told:
        assert sum(sizes[group] for group in told) + rest == sum(sizes.values())


def test_answers_beside_each_other_are_told_as_one() -> None:
    assert bins([[6, 5, 0, 0, 0]]) == ((0,), (1,), (2,), (3,), (4,))
    assert bins([[6, 4, 1, 0, 0]])[:2] == ((0,), (1, 2))
    assert bins([[1, 1, 1, 1, 1]]) == ((0, 1, 2, 3, 4),)


@given(st.lists(COLUMN, min_size=1, max_size=4))
def test_no_cell_is_small_in_any_column_nor_in_the_rest_of_the_whole(columns: list[list[int]]) -> None:
    whole = [sum(cells) for cells in zip(*columns, strict=True)]
    fine = bins([whole])
    shared = bins(columns, fine)
    for told, shown in ((fine, [whole]), (shared, columns)):
        assert [number for bin_ in told for number in bin_] == [0, 1, 2, 3, 4]
        assert not any(0 < sum(column[at] for at in bin_) < LEAST for bin_ in told for column in shown)
    # What is told of the groups is never finer than what is told of the whole, so nothing new follows from both.
    assert all(any(set(bin_) <= set(wider) for wider in shared) for bin_ in fine)
