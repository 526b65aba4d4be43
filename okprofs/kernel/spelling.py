"""How near do two words come that are spelled otherwise, and what have they in common by which they are looked up?"""

from functools import lru_cache
from itertools import combinations

_VOWELS = frozenset("aeiouy")

# Letters that sound the same in Dutch names, in this order.
_SOUNDS = (
    ("eij", "ei"),
    ("ey", "ei"),
    ("uij", "ui"),
    ("uy", "ui"),
    ("ij", "i"),
    ("ie", "i"),
    ("y", "i"),
    ("ssch", "ss"),
    ("ph", "f"),
    ("th", "t"),
    ("dt", "t"),
    ("ck", "k"),
    ("qu", "kw"),
    ("gh", "g"),
    ("ae", "a"),
    ("ou", "au"),
    ("x", "ks"),
    ("z", "s"),
    ("v", "f"),
)


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """How `word` sounds, roughly: "Kuijpers" and "Kuypers", "Jansen" and "Janssen", "Smid" and "Smit" are one."""
    for written, heard in _SOUNDS:
        word = word.replace(written, heard)
    single = "".join(
        letter for place, letter in enumerate(word) if letter != word[place - 1 : place] or letter in _VOWELS
    )
    if single[:1] == "c" and single[1:2] in set("aoulr"):
        single = "k" + single[1:]
    return single[:-1] + {"d": "t", "c": "k"}.get(single[-1:], single[-1:])


def without(start: str, most: int) -> set[str]:
    """What remains of `start` without at most so many of its letters."""
    return {
        "".join(letter for place, letter in enumerate(start) if place not in left_out)
        for number in range(most + 1)
        for left_out in combinations(range(len(start)), number)
    }


def allowed(term: str) -> int:
    """In how many letters a word may differ from `term`; words that sound the same do not differ."""
    return 2 if len(term) >= 8 else 1 if len(term) >= 5 else 0


def distance(one: str, other: str, most: int) -> int:
    """In how many letters two words differ: left out, added, changed, or two that changed places. Further than `most`
    it does not count."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        line = [row]
        for column, facing in enumerate(other, 1):
            cost = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != facing))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == facing:
                cost = min(cost, before[column - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, above = above, line
    return min(above[-1], most + 1)
