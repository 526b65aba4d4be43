"""Keeping the words that may be written wrong: each is there as long as a member shows it."""

from collections import Counter
from collections.abc import Mapping

import sqlalchemy as sa

from okprofs.directory.models import DirectorySpelling, DirectoryVocabulary
from okprofs.directory.rules.spelling import is_spelled, remainders
from okprofs.directory.rules.words import Rank
from okprofs.kernel.db import db, insert_into


def follow_words(leaving: Mapping[tuple[str, int], int], coming: Mapping[tuple[str, int], int]) -> None:
    """These words are gone and these came: each with its rank, and of how many members."""
    difference: Counter[str] = Counter()
    for words, sign in ((coming, 1), (leaving, -1)):
        for (word, rank), number in words.items():
            if _is_kept(word, rank):
                difference[word] += sign * number
    # In one order, so that no two who do this wait for each other.
    rows = [{"word": word, "members": number} for word, number in sorted(difference.items()) if number]
    if not rows:
        return
    insert = insert_into(DirectoryVocabulary)
    upsert = insert.on_conflict_do_update(
        index_elements=["word"], set_={"members": DirectoryVocabulary.members + insert.excluded.members}
    )
    columns = (DirectoryVocabulary.word, DirectoryVocabulary.members)
    standing = {row.word: row.members for row in db.session.execute(upsert.returning(*columns), rows)}
    _forget([word for word, members in standing.items() if members <= 0])
    _learn([word for word, members in standing.items() if members == difference[word] > 0])


def _is_kept(word: str, rank: int) -> bool:
    return rank != Rank.BASE and is_spelled(word)


def _learn(words: list[str]) -> None:
    rows = [{"remainder": remainder, "word": word} for word in words for remainder in sorted(remainders(word))]
    if rows:
        db.session.execute(insert_into(DirectorySpelling).on_conflict_do_nothing(), rows)


def _forget(words: list[str]) -> None:
    for word in words:
        there = DirectorySpelling.remainder.in_(remainders(word))
        db.session.execute(sa.delete(DirectorySpelling).where(there, DirectorySpelling.word == word))
    if words:
        db.session.execute(sa.delete(DirectoryVocabulary).where(DirectoryVocabulary.word.in_(words)))
