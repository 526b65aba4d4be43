"""May this person be given an office, or lose it?"""

from okprofs.people.rules.offices import may_appoint, may_lose_administrator


def test_someone_without_the_office_may_be_given_it() -> None:
    assert may_appoint(holds_it=False, is_blocked=False) == []


def test_every_reason_against_is_named() -> None:
    codes = [refusal.code for refusal in may_appoint(holds_it=True, is_blocked=True)]
    assert codes == ["holds_office_already", "account_is_blocked"]


def test_the_last_administrator_stays() -> None:
    assert [refusal.code for refusal in may_lose_administrator(0)] == ["last_administrator"]
    assert may_lose_administrator(1) == []
