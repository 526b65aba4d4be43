"""By which words is a member found? Only by those that other members may read."""

from collections.abc import Callable, Iterable
from enum import IntEnum, StrEnum

from okprofs.directory.rules.dutch import bases, parts
from okprofs.kernel.search import LONGEST_TERM, fold, terms
from okprofs.people.rules.visibility import VisibleProfile

# After every name there is: who shows no organisation comes last when organisations give the order.
LAST = "\U0010ffff"


class Rank(IntEnum):
    """How much a word says of who is meant: the lower, the more."""

    NAME = 0
    WORK = 1  # what someone is and where
    TOPIC = 2  # what someone knows of
    PART = 3  # half of a longer word
    BASE = 4  # what a longer word may be a form of; perhaps no word at all


def words_of(visible: VisibleProfile, labels: Callable[[StrEnum], Iterable[str]]) -> dict[str, Rank]:
    """The words of what is visible. `labels` says what a value is called, in every language."""
    topics = [*visible.topics, visible.ask_me_about, *visible.own_methods, *visible.certificates]
    if visible.position is not None:
        topics += labels(visible.position)
    if visible.organisation_kind is not None:
        topics += labels(visible.organisation_kind)
    if visible.organisation_province is not None:
        topics += labels(visible.organisation_province)
    for chosen in (visible.disciplines, visible.methods, visible.willing_to, visible.languages):
        for value in sorted(chosen):
            topics += labels(value)
    work = terms(f"{visible.organisation_name} {visible.function_title}")
    return ranked(terms(visible.name), work, terms(" ".join(topics)))


def ranked(name: Iterable[str], work: Iterable[str], topics: Iterable[str]) -> dict[str, Rank]:
    """These words with what they are made of, each with the rank at which it says most. Names are not taken apart."""
    said = [*work, *topics]
    halves = [half for word in said for half in parts(word)]
    found = dict.fromkeys((base[:LONGEST_TERM] for word in (*said, *halves) for base in bases(word)), Rank.BASE)
    for words, rank in ((halves, Rank.PART), (topics, Rank.TOPIC), (work, Rank.WORK), (name, Rank.NAME)):
        found.update(dict.fromkeys(words, rank))
    return found


def sort_organisation(visible: VisibleProfile) -> str:
    """By what members are put in the order of their organisations."""
    return fold(visible.organisation_name)[:200] or LAST
