"""Who may come to sit in a group?"""

from dataclasses import replace

from okprofs.community.rules.grouping import MOST_MEMBERS, Joining, may_join

FREE = Joining(has_ended=False, members=0, is_in_already=False, is_member=True)


def codes(**changes: object) -> list[str]:
    return [refusal.code for refusal in may_join(replace(FREE, **changes))]  # type: ignore[arg-type]


def test_a_member_joins_while_there_is_room() -> None:
    assert codes() == codes(members=MOST_MEMBERS - 1) == []
    assert codes(members=MOST_MEMBERS) == ["group_full"]


def test_nobody_joins_twice_nor_what_ended() -> None:
    assert codes(is_in_already=True, members=MOST_MEMBERS) == ["in_group_already"]
    assert codes(has_ended=True, is_member=False) == ["group_ended"]


def test_of_who_is_no_member_it_tells_nothing_more() -> None:
    assert codes(is_member=False, is_in_already=True, members=MOST_MEMBERS) == ["group_member_unknown"]
