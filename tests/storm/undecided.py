"""The application without its locks, in which whoever decides on an objection, or objects, hesitates between looking
and writing: the control that shows that the storm on objections can go wrong."""

import time
from typing import Any

from tests.storm.unlocked import app

# Only now, so that there are no locks.
from okprofs.membership.services import objections  # isort: skip

A_MOMENT = 0.1


def hesitating(rule: Any) -> Any:
    def decide(*arguments: Any, **facts: Any) -> Any:
        refusals = rule(*arguments, **facts)
        time.sleep(A_MOMENT)
        return refusals

    return decide


objections.may_object = hesitating(objections.may_object)
objections.may_decide_objection = hesitating(objections.may_decide_objection)

__all__ = ["app"]
