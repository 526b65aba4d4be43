"""Who is inside follows from the scans alone: in any order, however often each comes."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from okprofs.events.rules.arrival import Arrival, ScanFacts, ScanKind, arrivals, was_of_predecessor

NINE = datetime(2011, 11, 10, 8, 30, tzinfo=UTC)


def scan(key: str, minute: int = 0, attendee: str = "anneke", door: str = "hal", takes_back: str = "") -> ScanFacts:
    kind = ScanKind.TAKEN_BACK if takes_back else ScanKind.IN
    return ScanFacts(NINE + timedelta(minutes=minute), key, attendee, door, kind, takes_back)


def test_what_was_scanned_before_a_ticket_changed_hands_was_not_of_who_has_it_now() -> None:
    assert was_of_predecessor(NINE - timedelta(seconds=1), NINE)
    assert not was_of_predecessor(NINE, NINE)
    assert not was_of_predecessor(NINE, None)


def test_nobody_is_in_before_a_scan() -> None:
    assert arrivals([]) == {}


def test_who_is_scanned_twice_came_in_at_the_first_time_and_door() -> None:
    found = arrivals([scan("b", 12, door="tuin"), scan("a", 11)])
    assert found == {"anneke": Arrival(NINE + timedelta(minutes=11), "hal", ("a", "b"))}
    assert found["anneke"].is_double


def test_what_is_taken_back_did_not_happen_also_when_that_is_known_first() -> None:
    assert arrivals([scan("c", 1, takes_back="a"), scan("a", 5)]) == {}


def test_taking_back_one_scan_leaves_the_one_of_the_other_door() -> None:
    found = arrivals([scan("a"), scan("b", 3, door="tuin"), scan("c", 4, takes_back="a")])
    assert found["anneke"].door == "tuin"
    assert not found["anneke"].is_double


def test_taken_back_and_let_in_again_is_in() -> None:
    assert arrivals([scan("a"), scan("b", 1, takes_back="a"), scan("c", 2)])["anneke"].keys == ("c",)


def test_taking_back_for_one_person_does_nothing_to_another() -> None:
    assert set(arrivals([scan("a"), scan("b", 1, attendee="bert", takes_back="a")])) == {"anneke"}


KEYS = st.sampled_from("abcdef")
SCANS = st.lists(
    st.builds(
        scan,
        key=KEYS,
        minute=st.integers(-5, 5),
        attendee=st.sampled_from(["anneke", "bert"]),
        door=st.sampled_from(["hal", "tuin"]),
        takes_back=st.one_of(st.just(""), KEYS),
    ),
    max_size=10,
)


@given(SCANS, st.data())
def test_any_order_and_any_repeats_give_the_same(scans: list[ScanFacts], data: st.DataObject) -> None:
    shuffled = data.draw(st.permutations(scans))
    repeats = data.draw(st.lists(st.sampled_from(scans), max_size=5)) if scans else []
    assert arrivals([*shuffled, *repeats]) == arrivals(scans)


@given(SCANS, st.integers(-30, 30))
def test_a_clock_that_is_wrong_changes_who_is_in_nowhere(scans: list[ScanFacts], minutes: int) -> None:
    wrong = [
        ScanFacts(one.at + timedelta(minutes=minutes), one.key, one.attendee, one.door, one.kind, one.takes_back)
        if one.door == "tuin"
        else one
        for one in scans
    ]
    assert arrivals(wrong).keys() == arrivals(scans).keys()
