"""Who may stand on one list of people twice, under another address or spelled otherwise?"""

from collections import defaultdict
from collections.abc import Mapping

from okprofs.kernel.search import words
from okprofs.membership.rules.duplicates import Likeness, Someone, keys_of, likeness

MOST_COMPARED = 20
TELLING = frozenset(Likeness) - {Likeness.NAME}
"""Of a whole list a name alone says too little."""


def look_alikes(people: Mapping[int, Someone]) -> dict[int, int]:
    """Who, of people on the numbered lines of a list, may be somebody on an earlier line: by a name and organisation
    that are the same or nearly so, or by nearly the same address. The line of each, and the earliest that is like it.

    Of all that share a key the first 20 are compared: a list may be one name ten thousand times.
    """
    seen: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    found: dict[int, int] = {}
    for line, one in sorted(people.items()):
        works_at = _initial(one.organisation_name)
        keys = [(key, "" if key.startswith("a:") else works_at) for key in keys_of(one.name, one.email)]
        earlier = sorted({other for key in keys for other in seen[key]})
        first = next((other for other in earlier if likeness(one, people[other]) in TELLING), None)
        if first is not None:
            found[line] = first
            continue
        for key in keys:
            if len(seen[key]) < MOST_COMPARED:
                seen[key].append(line)
    return found


def _initial(organisation_name: str) -> str:
    """The first letter of the last word: "gem. Ede" and "gemeente Ede" are compared, not all municipalities."""
    return words(organisation_name)[-1][:1] if words(organisation_name) else ""
