"""Has every deed that the house records words?"""

import ast
import re
from pathlib import Path

from flask import Flask

from okprofs.journal.wording import ACTIONS, DETAILS, details_in_words

HOUSE = Path(__file__).parents[2] / "okprofs"


def test_every_deed_has_words() -> None:
    recorded = {
        action
        for path in HOUSE.rglob("*.py")
        if "node_modules" not in path.parts
        for action in re.findall(r"""record\(\s*"([a-z_]+)\"""", path.read_text())
    }
    assert len(recorded) > 20
    assert recorded - set(ACTIONS) == set()


def test_every_particular_of_a_deed_has_words() -> None:
    named = {
        word.arg
        for path in HOUSE.rglob("*.py")
        if "node_modules" not in path.parts
        for call in ast.walk(ast.parse(path.read_text()))
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "record"
        for word in call.keywords
    }
    assert named - {"actor"} - set(DETAILS) == set()


def test_particulars_are_said_in_words(app: Flask) -> None:
    with app.app_context():
        assert details_in_words({"office": "reviewer", "told": True, "number": 1, "reason_code": None}, {}) == (
            "rol: ballotage · bericht gestuurd: ja · lidnummer: 1"
        )
        assert details_in_words({"iets": "anders"}, {}) == "iets: anders"
