"""Who on a list is invited, and who is not?"""

import pytest

from okprofs.membership.rules.categories import WHO_MAY, Right
from okprofs.membership.rules.importing import (
    BECOMES,
    PASSED_OVER,
    WAITING,
    ImportState,
    ImportStep,
    Known,
    Part,
    Person,
    Result,
    guess_matching,
    may_match,
    may_step,
    read_person,
    result_for,
)

HEADINGS = ("Nr", "Voornaam", "Tussenv.", "Achternaam", "E-mailadres", "Gemeente", "Functie")
ROW = ("1", "Maria", "van der", "Veen", "Maria.vd.Veen@Nijkerk.example", "gemeente Nijkerk", "Adviseur kwaliteit")
MATCHING = guess_matching(HEADINGS, ROW)
GOOD = read_person(ROW, MATCHING)


def test_headings_tell_which_column_holds_what() -> None:
    assert MATCHING == {
        Part.FIRST_NAME: 1,
        Part.PREFIX: 2,
        Part.FAMILY_NAME: 3,
        Part.EMAIL: 4,
        Part.ORGANISATION: 5,
        Part.FUNCTION: 6,
    }


def test_without_headings_the_column_with_an_address_is_found() -> None:
    assert guess_matching(("", ""), ("Anna Bos", "anna@bos.example")) == {Part.EMAIL: 1}


def test_a_name_in_pieces_becomes_one_and_an_address_is_kept_one_way() -> None:
    assert (GOOD.name, GOOD.address) == ("Maria van der Veen", "maria.vd.veen@nijkerk.example")
    assert (GOOD.organisation, GOOD.function_title) == ("gemeente Nijkerk", "Adviseur kwaliteit")


def test_a_row_that_is_too_short_has_nothing_in_what_is_missing() -> None:
    assert read_person(("1", "Maria"), MATCHING) == Person("Maria", "", "", "", "")


@pytest.mark.parametrize(
    ("matching", "codes"),
    [
        ({Part.EMAIL: 0, Part.NAME: 1}, []),
        ({Part.EMAIL: 0, Part.FAMILY_NAME: 1}, []),
        ({Part.NAME: 1}, ["import_address_missing"]),
        ({Part.EMAIL: 0, Part.FIRST_NAME: 1}, ["import_name_missing"]),
        ({Part.EMAIL: 0, Part.NAME: 0}, ["import_column_twice"]),
    ],
)
def test_an_address_and_a_name_are_needed(matching: dict[Part, int], codes: list[str]) -> None:
    assert [refusal.code for refusal in may_match(matching)] == codes


@pytest.mark.parametrize(
    ("name", "typed", "result"),
    [
        ("Anna Bos", "anna@bos.example", Result.READY),
        ("Anna Bos", "", Result.NO_ADDRESS),
        ("Anna Bos", "anna@bos", Result.BAD_ADDRESS),
        ("Anna Bos", "anna bos.example", Result.BAD_ADDRESS),
        ("Anna Bos", "anna@bos.example, piet@bos.example", Result.BAD_ADDRESS),
        ("", "anna@bos.example", Result.NO_NAME),
        ("=HYPERLINK(1)", "anna@bos.example", Result.BAD_NAME),
        ("www.evil.example", "anna@bos.example", Result.BAD_NAME),
    ],
)
def test_what_stands_in_a_row_decides_first(name: str, typed: str, result: Result) -> None:
    person = read_person((name, typed), {Part.NAME: 0, Part.EMAIL: 1})
    assert result_for(person, Known(is_member=result is not Result.READY)) is result


@pytest.mark.parametrize(
    ("known", "result"),
    [
        (Known(), Result.READY),
        (Known(earlier_line=2, is_member=True), Result.DOUBLE),
        (Known(is_member=True, is_applying=True), Result.MEMBER),
        (Known(is_applying=True, has_left=True), Result.APPLYING),
        (Known(has_left=True), Result.LEFT),
        (Known(is_unwanted=True, is_invited=True), Result.UNWANTED),
        (Known(is_invited=True), Result.INVITED_BEFORE),
    ],
)
def test_then_what_we_know_of_the_person(known: Known, result: Result) -> None:
    assert result_for(GOOD, known) is result


def test_whatever_is_not_ready_at_the_check_is_a_reason_why_not() -> None:
    assert Result.READY not in PASSED_OVER
    assert not PASSED_OVER & WAITING
    assert {Result.NO_ADDRESS, Result.INVITED_BEFORE} <= PASSED_OVER
    assert Result.CONFIRMED not in PASSED_OVER


def test_a_list_gives_no_right_for_which_somebody_is_looked_at() -> None:
    needs_a_look = (Right.CLOSED_PARTS, Right.SEARCH_DIRECTORY, Right.BE_FOUND, Right.RETURN)
    assert [right for right in needs_a_look if BECOMES in WHO_MAY[right]] == []
    assert BECOMES in WHO_MAY[Right.APPLY]


@pytest.mark.parametrize("state", ImportState)
def test_only_a_checked_list_is_sent_and_only_an_unsent_one_matched_again(state: ImportState) -> None:
    assert (may_step(state, ImportStep.SEND) == ()) is (state is ImportState.CHECKED)
    unsent = state in (ImportState.UPLOADED, ImportState.CHECKING, ImportState.CHECKED)
    assert (may_step(state, ImportStep.MATCH) == ()) is unsent
    assert (may_step(state, ImportStep.WITHDRAW) == ()) is (state is not ImportState.WITHDRAWN)


def test_a_list_with_nobody_to_invite_is_not_sent() -> None:
    assert [refusal.code for refusal in may_step(ImportState.CHECKED, ImportStep.SEND, good=0)] == ["import_nobody"]


@pytest.mark.parametrize(
    ("typed", "language"), [("Engels", "en"), ("EN-gb", "en"), ("nl", "nl"), ("Fries", ""), ("", "")]
)
def test_a_row_may_name_the_language_of_its_letters(typed: str, language: str) -> None:
    assert guess_matching(("Naam", "Taal"), ("", "")) == {Part.NAME: 0, Part.LANGUAGE: 1}
    assert read_person(("Anna", typed), {Part.NAME: 0, Part.LANGUAGE: 1}).language == language
