"""Everything on the screen also stands in English."""

import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

ROOT = Path(__file__).parents[2]
KEYWORDS = {
    "_": None,
    "_l": None,
    "gettext": None,
    "lazy_gettext": None,
    "ngettext": (1, 2),
    "lazy_ngettext": (1, 2),
}
PLACEHOLDER = re.compile(r"%\((\w+)\)")


@pytest.fixture(scope="module")
def english() -> Catalog:
    with (ROOT / "okprofs/translations/en/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="en")


def texts(folder: str, methods: list[tuple[str, str]]) -> set[str]:
    """What code and templates put on the screen; of a plural, its singular."""
    found = extract_from_dir(str(ROOT / folder), methods, keywords=KEYWORDS)
    return {text[0] if isinstance(text, tuple) else text for _, _, text, _, _ in found}


def test_every_text_is_translated(english: Catalog) -> None:
    used = texts("okprofs", [("assets/**", "ignore"), ("**.py", "python")])
    used |= texts("templates", [("**.html", "jinja2"), ("**.txt", "jinja2")])
    assert len(used) > 1000, "the texts were not found"
    missing = sorted(text for text in used if text and (text not in english or not english[text].string))
    assert missing == []


def test_every_translation_names_the_same_facts(english: Catalog) -> None:
    wrong = []
    for message in english:
        forms = message.id if isinstance(message.id, tuple) else (message.id,)
        answers = message.string if isinstance(message.string, tuple) else (message.string,)
        asked = {name for form in forms for name in PLACEHOLDER.findall(form)}
        if message.id and any(set(PLACEHOLDER.findall(answer)) - asked for answer in answers):
            wrong.append(message.id)
    assert wrong == []
