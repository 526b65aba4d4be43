"""Is a text of the office ever more than words with names filled in?"""

from hypothesis import given
from hypothesis import strategies as st

from okprofs.membership.rules.eligibility import Clause
from okprofs.membership.rules.texts import REJECTIONS, Placeholder, TextKey, filled, may_keep, rejection_on

VALUES = {placeholder: f"<{placeholder.value}>" for placeholder in Placeholder}
ANYTHING = st.text(max_size=60)


def codes(*texts: str) -> list[str]:
    return [refusal.code for refusal in may_keep(*texts)]


def test_every_placeholder_of_the_list_is_filled_in() -> None:
    text = " ".join(f"{{{placeholder.value}}}" for placeholder in Placeholder)
    assert codes(text) == []
    assert filled(text, VALUES) == " ".join(VALUES.values())


def test_every_unknown_placeholder_is_named() -> None:
    refusals = may_keep("Dag {naam}, {lidnummer}", "{e-mail} {lidnummer}")
    assert [dict(refusal.facts)["name"] for refusal in refusals] == ["lidnummer", "e-mail"]


def test_a_brace_that_holds_nothing_is_refused() -> None:
    for text in ("{naam", "naam}", "{{naam}}", "}{"):
        assert "loose_brace" in codes(text), text


def test_the_language_of_templates_is_only_words() -> None:
    for text in ("{{ 7 * 7 }}", "{% if x %}", "{naam.__class__}", "{naam!r}", "{0}", "%(naam)s", "${naam}"):
        if codes(text):
            continue
        assert filled(text, VALUES) == text.replace("{naam}", "<naam>")


@given(ANYTHING)
def test_what_may_be_kept_is_filled_in_whole_and_what_may_not_is_never_worked_out(text: str) -> None:
    result = filled(text, VALUES)
    if codes(text) == []:
        assert not set("{}") & set(result)
    elif not any(f"{{{placeholder.value}}}" in text for placeholder in Placeholder):
        assert result == text


@given(ANYTHING)
def test_what_is_filled_in_is_not_read_again(value: str) -> None:
    assert filled("{naam}", {**VALUES, Placeholder.NAME: value}) == value


def test_every_clause_has_its_text() -> None:
    assert {rejection_on(clause) for clause in (*Clause, None)} == REJECTIONS
    assert len(TextKey) == len(REJECTIONS) + 4
