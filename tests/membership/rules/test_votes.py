"""Do the votes decide as was agreed, in whatever order they come, in whatever office?"""

from datetime import UTC, datetime, timedelta
from itertools import permutations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.eligibility import Outcome
from okprofs.membership.rules.votes import Poll, Verdict, decision, is_from_before, may_see_votes, votes_wanted

ADMIT, REJECT = Verdict
READERS = st.frozensets(st.integers(1, 5), max_size=5)


def cast(poll: Poll, order: list[tuple[int, Verdict]]) -> tuple[Poll, int]:
    """The poll after these votes, of which none is heard once it is decided; and how many were heard."""
    for heard, (reviewer, verdict) in enumerate(order):
        if decision(poll) is not None:
            return poll, heard
        poll = poll.with_vote(reviewer, verdict)
    return poll, len(order)


@pytest.mark.parametrize(
    ("outcome", "is_second_asked", "wanted"),
    [
        (Outcome.ELIGIBLE, False, 1),
        (Outcome.ELIGIBLE, True, 2),
        (Outcome.NEEDS_JUDGEMENT, False, 2),
        (Outcome.NEEDS_JUDGEMENT, True, 2),
        (Outcome.NOT_ELIGIBLE, False, 1),
        (Outcome.NOT_ELIGIBLE, True, 2),
    ],
)
def test_judgement_or_a_request_takes_two_votes(outcome: Outcome, is_second_asked: bool, wanted: int) -> None:
    assert votes_wanted(outcome, is_second_asked=is_second_asked) == wanted


def test_a_vote_is_from_before_when_the_applicant_wrote_after_it() -> None:
    noon = datetime(2026, 11, 10, 12, tzinfo=UTC)
    hour = timedelta(hours=1)
    assert [is_from_before(noon, wrote_at) for wrote_at in (None, noon - hour, noon)] == [False] * 3
    assert is_from_before(noon, noon + hour)


def test_every_order_of_every_three_votes_ends_the_same() -> None:
    """Two who agree decide; when they differ the third does, which is what the most of three say."""
    for verdicts in product(Verdict, repeat=3):
        three = list(enumerate(verdicts, start=1))
        for order in permutations(three):
            poll, heard = cast(Poll(2, frozenset({1, 2, 3}), {}), list(order))
            first_two = {verdict for _, verdict in order[:2]}
            assert heard == (2 if len(first_two) == 1 else 3)
            decided = decision(poll)
            assert decided is max(Verdict, key=verdicts.count)
            # Who votes last decides as they voted.
            assert decided is order[heard - 1][1]


def test_one_vote_decides_what_takes_one() -> None:
    for verdict in Verdict:
        assert decision(Poll(1, frozenset({1, 2, 3}), {2: verdict})) is verdict


def test_two_who_differ_decide_nothing_until_a_third_or_a_change_of_mind() -> None:
    poll = Poll(2, frozenset({1, 2, 3}), {1: ADMIT, 2: REJECT})
    assert decision(poll) is None
    assert poll.is_split
    assert poll.has_third
    assert decision(poll.with_vote(3, REJECT)) is REJECT
    assert decision(poll.with_vote(2, ADMIT)) is ADMIT


def test_the_same_vote_of_the_same_reader_never_counts_twice() -> None:
    poll = Poll(2, frozenset({1, 2}), {1: ADMIT})
    assert decision(poll.with_vote(1, ADMIT)) is None


def test_an_office_of_one_decides_with_one_vote() -> None:
    poll = Poll(2, frozenset({1}), {})
    assert poll.needed == 1
    assert decision(poll.with_vote(1, REJECT)) is REJECT


@given(st.integers(1, 2), READERS, st.dictionaries(st.integers(1, 5), st.sampled_from(Verdict), max_size=2))
def test_no_office_is_ever_stuck(wanted: int, readers: frozenset[int], votes: dict[int, Verdict]) -> None:
    """From wherever the votes stand, those who may read the case can bring it to either end."""
    start = Poll(wanted, readers, votes)
    if decision(start) is not None or not readers:
        return
    for verdict in Verdict:
        poll = start
        for reader in sorted(readers):
            if decision(poll) is None:
                poll = poll.with_vote(reader, verdict)
        assert decision(poll) is verdict


def test_the_vote_of_who_left_the_office_counts_no_more() -> None:
    poll = Poll(2, frozenset({1, 2}), {1: ADMIT, 3: ADMIT})
    assert decision(poll) is None
    assert decision(poll.with_vote(2, ADMIT)) is ADMIT


@given(st.integers(1, 2), READERS, st.dictionaries(st.integers(1, 5), st.sampled_from(Verdict), max_size=3))
def test_it_never_takes_more_votes_than_there_are_readers_nor_none(
    wanted: int, readers: frozenset[int], votes: dict[int, Verdict]
) -> None:
    poll = Poll(wanted, readers, votes)
    assert 1 <= poll.needed <= max(1, min(wanted, len(readers)))
    if decision(poll) is not None:
        assert decision(poll) in poll.votes.values()


def test_nobody_reads_the_vote_of_another_before_their_own_but_who_decides_between_two() -> None:
    one = Poll(2, frozenset({1, 2, 3}), {1: ADMIT})
    assert may_see_votes(one, reviewer_id=1, is_decided=False)
    assert not may_see_votes(one, reviewer_id=2, is_decided=False)
    assert may_see_votes(one, reviewer_id=2, is_decided=True)
    assert may_see_votes(one.with_vote(2, REJECT), reviewer_id=3, is_decided=False)
