"""What may someone mean by the words that they typed?"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from okprofs.directory.rules.dutch import SMALL_WORDS, bases, parts
from okprofs.directory.rules.spelling import nearest


@dataclass(frozen=True, slots=True)
class Term:
    """A word that someone must have: one that begins with `text`, or one of the words in `also`."""

    text: str
    also: tuple[str, ...] = ()
    may_go_on: bool = True


@dataclass(frozen=True, slots=True)
class Reading:
    """What someone must have; what puts them further ahead; and what was read instead of a word that nobody has.

    `near` are the words that come near what was typed, with how many members have each, when those were looked up.
    """

    terms: tuple[Term, ...] = ()
    preferred: tuple[Term, ...] = ()
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    near: Mapping[str, int] = field(default_factory=dict)


def literally(typed: Iterable[str]) -> tuple[Term, ...]:
    """The words as they were typed, and what they are a plural of; small words count when there are no others."""
    words = tuple(typed)
    telling = [word for word in words if word not in SMALL_WORDS]
    # Of "gemeente" the rules also make "gemeent": for whoever types a word without an end, not worth a look.
    return tuple(Term(word, () if word.endswith("e") else bases(word)) for word in telling or words)


def exactly(term: Term) -> Term:
    """The word and nothing that goes on after it: for when that alone is said by more than can be counted."""
    return replace(term, may_go_on=False)


def generously(terms: Iterable[Term], weights: Mapping[str, int], words: Mapping[str, int], few: int) -> Reading:
    """Words that few have, read as those that sound the same, or taken apart; that nobody has, as what is nearest.

    `weights` says how many have each term; `words` are the words that come near, with how many have each.
    """
    required: list[Term] = []
    preferred: list[Term] = []
    instead: dict[str, tuple[str, ...]] = {}
    for term in terms:
        weight = weights[term.text]
        meant = nearest(term.text, words, 0) if weight < few else ()
        if not weight and not meant:
            meant = nearest(term.text, words)
        halves = parts(term.text) if weight < few and not meant else ()
        if halves:
            required += literally(halves)
            preferred.append(term)
        else:
            required.append(replace(term, also=(*term.also, *meant)))
        if not weight and (meant or halves):
            instead[term.text] = meant or (" ".join(halves),)
    return Reading(tuple({term.text: term for term in required}.values()), tuple(preferred), instead, words)


def alternatives(terms: tuple[Term, ...], words: Mapping[str, int], most: int = 3) -> list[tuple[str, ...]]:
    """What someone may have meant who found nobody, or almost: the same with one word written otherwise."""
    typed = [term.text for term in terms]
    found = [
        (*typed[:place], word, *typed[place + 1 :])
        for place, term in enumerate(terms)
        for word in nearest(term.text, {word: number for word, number in words.items() if not _is_read(word, term)})
        if word not in typed
    ]
    return found[:most]


def _is_read(word: str, term: Term) -> bool:
    return word in term.also or (term.may_go_on and word.startswith(term.text))
