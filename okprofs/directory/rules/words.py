"""By which words is a member found? Only by those that other members may read."""

from collections.abc import Callable, Iterable
from enum import StrEnum

from okprofs.kernel.search import fold, terms
from okprofs.people.rules.visibility import VisibleProfile

# After every name there is: who shows no organisation comes last when organisations give the order.
LAST = "\U0010ffff"


def words_of(visible: VisibleProfile, labels: Callable[[StrEnum], Iterable[str]]) -> list[str]:
    """The words of what is visible. `labels` says what a function or discipline is called, in every language."""
    texts = [visible.name, visible.organisation_name, visible.function_title, visible.ask_me_about]
    if visible.position is not None:
        texts += labels(visible.position)
    for discipline in sorted(visible.disciplines):
        texts += labels(discipline)
    return terms(" ".join(texts))


def sort_organisation(visible: VisibleProfile) -> str:
    """By what members are put in the order of their organisations."""
    return fold(visible.organisation_name)[:200] or LAST
