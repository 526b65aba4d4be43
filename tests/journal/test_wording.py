"""Has every deed that the house records words?"""

import re
from pathlib import Path

from okprofs.journal.wording import ACTIONS

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
