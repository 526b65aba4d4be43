"""When are two names of an employer the same name?"""

from okprofs.kernel.search import fold, words

LONGEST_NAME = 200


def tidy_name(name: str) -> str:
    """The name as it is kept: one line, no space around it, no longer than `LONGEST_NAME`."""
    return " ".join(name.split())[:LONGEST_NAME].rstrip()


def comparable_name(name: str) -> str:
    """By which two names are compared: capitals, accents and punctuation make no difference."""
    return (" ".join(words(name)) or fold(name))[:LONGEST_NAME]
