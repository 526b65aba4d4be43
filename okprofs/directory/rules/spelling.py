"""Which word did someone mean who wrote it otherwise?

Of every word in the directory is kept what remains when one or two letters are left out. Two words that differ in one
or two letters have such a remainder in common, so those that come near are looked up, however many words there are.
"""

from collections.abc import Iterable, Mapping

from okprofs.kernel.spelling import allowed, distance, sound, without

# Remainders are made of the first letters only: of a long word that is enough to find it, and to compare it whole.
_FIRST_LETTERS = 7
_SHORTEST, _LONGEST = 4, 30
_MOST_MEANT = 3


def is_spelled(word: str) -> bool:
    """Whether `word` is one that may be written wrong: numbers and the shortest words are what they are."""
    return _SHORTEST <= len(word) <= _LONGEST and word.isalpha()


def remainders(word: str) -> set[str]:
    """By what `word` is found when it is written otherwise."""
    start = sound(word)[:_FIRST_LETTERS]
    return without(start, 2 if len(start) == _FIRST_LETTERS else 1)


def asked_remainders(term: str) -> set[str]:
    """What the words that come near `term` may have in common with it."""
    return without(sound(term)[:_FIRST_LETTERS], allowed(term)) if is_spelled(term) else set()


def nearest(term: str, words: Mapping[str, int], most: int | None = None) -> tuple[str, ...]:
    """Of these words, with how many members have each, the few that come nearest to `term`, most common first."""
    bound = allowed(term) if most is None else most
    heard = sound(term)
    far = {word: distance(heard, sound(word), bound) for word in words if word != term}
    shortest = min(far.values(), default=bound + 1)
    if shortest > bound:
        return ()
    found = [word for word, steps in far.items() if steps == shortest]
    if shortest:
        # Of what sounds as near, what is written nearest.
        written = {word: distance(term, word, bound + 1) for word in found}
        found = [word for word in found if written[word] == min(written.values())]
    return tuple(sorted(found, key=lambda word: (word[:1] != term[:1], -words[word], word)))[:_MOST_MEANT]


def all_asked(terms: Iterable[str]) -> set[str]:
    """What to look up for several words at once."""
    return set().union(*map(asked_remainders, terms))
