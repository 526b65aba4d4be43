"""How is the division worked out without its weight in a web worker?

In a process of its own, which lasts as long as the question: HiGHS brings numpy along, some 25 MB and more while it
works, and three hundred people in two rounds take it half a second. The question and the answer go over the pipe as
JSON. A process that fails or takes too long refuses, and nothing is changed.
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from okprofs.events.rules.allocation import Allocation, AllocationRefusal, ParticipantFacts, Problem, WorkshopFacts
from okprofs.events.rules.choosing import WorkshopRefusal
from okprofs.events.rules.optimum import SECONDS, allocate
from okprofs.kernel.refusals import Refusal, Refused

_ROOT = Path(__file__).resolve().parents[3]
_TOO_LONG = 4 * SECONDS
_ENVIRONMENT = ("PATH", "HOME", "LANG", "VIRTUAL_ENV", "LD_LIBRARY_PATH")


def solved(problem: Problem) -> Allocation:
    """The answer to `problem`. Refused with `composing_failed` when the process gives none."""
    # It gets no secrets along: it needs none.
    environment = {name: os.environ[name] for name in _ENVIRONMENT if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-m", "okprofs.events.services.solving"],
            input=json.dumps(asdict(problem), default=sorted).encode(),
            capture_output=True,
            cwd=_ROOT,
            env=environment,
            timeout=_TOO_LONG,
            check=True,
        )
        return _answer(json.loads(done.stdout.splitlines()[-1]))
    except (subprocess.SubprocessError, ValueError, IndexError) as error:
        raise Refused(Refusal(WorkshopRefusal.COMPOSING_FAILED)) from error


def problem_from(data: dict[str, Any]) -> Problem:
    """The problem as it came over the pipe."""
    workshops = (WorkshopFacts(**{**one, "hosts": frozenset(one["hosts"])}) for one in data["workshops"])
    people = (
        ParticipantFacts(**{**one, "rounds": tuple(one["rounds"]), "choices": tuple(one["choices"])})
        for one in data["participants"]
    )
    locks = tuple((person, place) for person, place in data["locks"])
    return Problem(**{**data, "workshops": tuple(workshops), "participants": tuple(people), "locks": locks})


def _answer(data: dict[str, Any]) -> Allocation:
    return Allocation(
        places=tuple((person, place) for person, place in data["places"]),
        cost=data["cost"],
        is_proven=data["is_proven"],
        conflicts=refusals_from(data["conflicts"]),
    )


def refusals_from(data: list[Any]) -> tuple[Refusal, ...]:
    """Refusals as they were kept."""
    return tuple(
        Refusal(AllocationRefusal(one["code"]), tuple((name, value) for name, value in one["facts"])) for one in data
    )


if __name__ == "__main__":
    # HiGHS says who it is on the standard output: the answer is the last line.
    sys.stdout.write("\n" + json.dumps(asdict(allocate(problem_from(json.load(sys.stdin))))) + "\n")
