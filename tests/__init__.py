"""The tests. THOROUGH=1 makes each of those that try many things try far more of them: minutes become an hour. QUICK=1
makes them try fewer: `make check` asks every question, and `make test` asks it more often."""

import os

THOROUGH = bool(os.environ.get("THOROUGH"))
QUICK = bool(os.environ.get("QUICK"))


def tries(usual: int) -> int:
    """How often to try, where one usually tries so often."""
    if THOROUGH:
        return usual * 20
    return -(-usual // 5) if QUICK else usual
