"""Writing entries, with the words that find them and the numbers that count them, in step."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import sqlalchemy as sa
from flask_babel import LazyString

from okprofs.directory.models import (
    DirectoryBlock,
    DirectoryCell,
    DirectoryEdition,
    DirectoryEntry,
    DirectoryProvinceCell,
    DirectoryWord,
)
from okprofs.directory.rules.facets import bits_of, block_of, cell_in, method_bits_of, willing_bits_of
from okprofs.directory.rules.words import Rank, sort_organisation, words_of
from okprofs.directory.services.news import note_news
from okprofs.directory.services.topics import put_topics, shared_spellings
from okprofs.directory.services.vocabulary import follow_words
from okprofs.kernel.db import db, insert_into
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.locale import LANGUAGES, in_language
from okprofs.kernel.search import sort_name
from okprofs.organisations.wording import KIND_LABELS, PROVINCE_LABELS
from okprofs.people.queries import profiles_of
from okprofs.people.rules.expertise import spelling_key
from okprofs.people.rules.visibility import VisibleProfile, visible_profile
from okprofs.people.wording import (
    DISCIPLINE_LABELS,
    METHOD_LABELS,
    POSITION_LABELS,
    SPOKEN_LABELS,
    WILLINGNESS_LABELS,
)

# An entry's columns; and the words that find it.
Columns = dict[str, Any]
Labels = Mapping[tuple[type[StrEnum], StrEnum], list[str]]
Entry = tuple[Columns, Mapping[str, Rank]]


def entries_for(members: Collection[int], old: Mapping[int, Columns] = MappingProxyType({})) -> dict[int, Entry]:
    """The entry of each of these members who wants to be found: what they show, and nothing else. `old` is what stands
    there of them."""
    labels = all_labels()
    shown = [
        (account_id, public_id, visible)
        for account_id, public_id, profile in profiles_of(members)
        if (visible := visible_profile(profile)) is not None
    ]
    spelled = shared_spellings(old, (topic for _, _, visible in shown for topic in visible.topics))
    found: dict[int, Entry] = {}
    for account_id, public_id, visible in shown:
        alike = replace(visible, topics=tuple(spelled[spelling_key(topic)] for topic in visible.topics))
        found[account_id] = entry_of(account_id, public_id, alike, labels)
    return found


def entry_of(account_id: int, public_id: str, visible: VisibleProfile, labels: Labels) -> Entry:
    """The entry of one member who shows this."""
    return columns_of(account_id, public_id, visible), words_of(visible, lambda value: labels[type(value), value])


def columns_of(account_id: int, public_id: str, visible: VisibleProfile) -> Columns:
    """The columns of the entry of one member who shows this."""
    return {
        "account_id": account_id,
        "public_id": public_id,
        "name": visible.name,
        "sort_name": sort_name(visible.name),
        "function_title": visible.function_title,
        "position": visible.position,
        "organisation_name": visible.organisation_name,
        "organisation_kind": visible.organisation_kind,
        "province": visible.organisation_province,
        "sort_organisation": sort_organisation(visible),
        "discipline_bits": bits_of(visible.disciplines),
        "method_bits": method_bits_of(visible.methods),
        "willing_bits": willing_bits_of(visible.willing_to),
        "topics": visible.topics,
        "ask_me_about": visible.ask_me_about,
        "methods": visible.methods,
        "own_methods": visible.own_methods,
        "certificates": visible.certificates,
        "working_since": visible.working_since,
        "languages": visible.languages,
        "willing_to": visible.willing_to,
        "phone": visible.phone,
        "link": visible.link,
        "has_photo": visible.has_photo,
    }


_LABELS: tuple[Mapping[Any, LazyString], ...] = (
    POSITION_LABELS,
    DISCIPLINE_LABELS,
    METHOD_LABELS,
    WILLINGNESS_LABELS,
    SPOKEN_LABELS,
    KIND_LABELS,
    PROVINCE_LABELS,
)


def all_labels() -> Labels:
    """What every value is called, in each language. By its type too: a function and a discipline may be "other"."""
    found: dict[tuple[type[StrEnum], StrEnum], list[str]] = {}
    for language in LANGUAGES:
        with in_language(language):
            for labels in _LABELS:
                for value, label in labels.items():
                    found.setdefault((type(value), value), []).append(str(label))
    return found


def put(old: Mapping[int, Columns], new: Mapping[int, Entry], *, is_news: bool = True) -> None:
    """Replace the entries `old` by `new`; who is in `old` only is taken out. What is the same is left alone. With
    `is_news` it is remembered for who wants to be told.

    Counters are written first, each kind in one order, so that no two who do this wait for each other.
    """
    changed = {key: entry for key, entry in new.items() if _differs(old.get(key), entry[0])}
    gone = [key for key in old if key not in new]
    leaving = [old[key] for key in (*gone, *changed) if key in old]
    if not changed and not leaving:
        return
    coming = [columns for columns, _ in changed.values()]
    cells = _put_cells(DirectoryCell, map(_cell_of, leaving), map(_cell_of, coming))
    province_cells = _put_cells(DirectoryProvinceCell, _province_cells_of(leaving), _province_cells_of(coming))
    _put_blocks(leaving, coming)
    put_topics(leaving, coming)
    old_words = _take_words([key for key in changed if key in old])
    leaving_words = Counter((row.word, row.rank) for row in old_words)
    leaving_words.update(_take_out(gone))
    follow_words(leaving_words, Counter(word for _, words in changed.values() for word in words.items()))
    if changed:
        _put_entries(
            [
                {
                    **columns,
                    "cell_id": cells[_cell_of(columns)],
                    "province_cell_id": province_cells.get((columns["province"], *_cell_of(columns))),
                }
                for columns in coming
            ]
        )
        rows = [
            {"word": word, "sort_name": columns["sort_name"], "account_id": key, "rank": rank}
            for key, (columns, words) in changed.items()
            for word, rank in words.items()
        ]
        # In the order in which they stand: what stands together is written together.
        db.session.execute(sa.insert(DirectoryWord), sorted(rows, key=itemgetter("word", "sort_name", "account_id")))
    if changed and is_news:
        words_before: dict[int, set[str]] = {key: set() for key in changed if key in old}
        for row in old_words:
            words_before.setdefault(row.account_id, set()).add(row.word)
        note_news(
            {key: (old[key], frozenset(words_before[key])) for key in changed if key in old},
            {key: (columns, frozenset(words)) for key, (columns, words) in changed.items()},
        )


def _take_words(account_ids: list[int]) -> Sequence[Any]:
    """Take the words of these members away; which they were, and whose."""
    delete = sa.delete(DirectoryWord).where(DirectoryWord.account_id.in_(account_ids))
    taken = delete.returning(DirectoryWord.account_id, DirectoryWord.word, DirectoryWord.rank)
    return db.session.execute(taken).all() if account_ids else []


def _take_out(account_ids: list[int]) -> dict[tuple[str, int], int]:
    """Take these members out; which words they had, and how many of them each. Counted by the database: a thousand
    members have some forty thousand."""
    if not account_ids:
        return {}
    theirs = DirectoryWord.account_id.in_(account_ids)
    counted = sa.select(DirectoryWord.word, DirectoryWord.rank, sa.func.count()).where(theirs)
    found = db.session.execute(counted.group_by(DirectoryWord.word, DirectoryWord.rank)).all()
    for delete in (sa.delete(DirectoryWord).where(theirs), _entries_of(account_ids)):
        db.session.execute(delete.execution_options(synchronize_session=False))
    return {(word, rank): number for word, rank, number in found}


def _entries_of(account_ids: list[int]) -> sa.Delete:
    return sa.delete(DirectoryEntry).where(DirectoryEntry.account_id.in_(account_ids))


def _differs(old: Columns | None, new: Columns) -> bool:
    return old is None or any(old[name] != value for name, value in new.items())


def _put_entries(rows: list[Columns]) -> None:
    insert = insert_into(DirectoryEntry)
    kept = {name: insert.excluded[name] for name in rows[0] if name != "account_id"}
    db.session.execute(insert.on_conflict_do_update(index_elements=["account_id"], set_=kept), rows)


CellKey = tuple[Any, ...]


def _cell_of(columns: Columns) -> CellKey:
    return columns["organisation_kind"] or "", columns["position"] or "", columns["discipline_bits"]


def _province_cells_of(entries: Iterable[Columns]) -> Iterator[CellKey]:
    """The cells of those who show where they work, in their provinces."""
    return ((columns["province"], *_cell_of(columns)) for columns in entries if columns["province"])


def _put_cells(
    model: type[DirectoryCell] | type[DirectoryProvinceCell], leaving: Iterable[CellKey], coming: Iterable[CellKey]
) -> dict[CellKey, int]:
    """Count the cells, and say under which id each stands."""
    names = _NAMES[model]
    rows = _differences(names, leaving, coming)
    if not rows:
        return {}
    insert = insert_into(model)
    upsert = insert.on_conflict_do_update(
        index_elements=names, set_={"members": model.members + insert.excluded.members}
    )
    columns = [getattr(model, name) for name in names]
    return {tuple(key): id_ for id_, *key in db.session.execute(upsert.returning(model.id, *columns), rows)}


_NAMES: Mapping[type[Any], tuple[str, ...]] = {
    DirectoryCell: ("organisation_kind", "position", "discipline_bits"),
    DirectoryProvinceCell: ("province", "organisation_kind", "position", "discipline_bits"),
}


def _differences(names: tuple[str, ...], leaving: Iterable[CellKey], coming: Iterable[CellKey]) -> list[dict[str, Any]]:
    difference = Counter(coming)
    difference.subtract(Counter(leaving))
    return [{**dict(zip(names, key, strict=True)), "members": number} for key, number in sorted(difference.items())]


def _put_blocks(leaving: Sequence[Columns], coming: Sequence[Columns]) -> None:
    """Count each block, and mark those in which the facets know something else of someone."""
    before = {columns["account_id"]: cell_in(columns) for columns in leaving}
    after = {columns["account_id"]: cell_in(columns) for columns in coming}
    members: Counter[int] = Counter()
    for key in before.keys() | after.keys():
        if before.get(key) != after.get(key):
            members[block_of(key)] += (key in after) - (key in before)
    if not members:
        return
    insert = insert_into(DirectoryBlock)
    upsert = insert.on_conflict_do_update(
        index_elements=["number"],
        set_={"members": DirectoryBlock.members + insert.excluded.members, "mark": insert.excluded.mark},
    )
    # In one order, so that no two who do this wait for each other.
    rows = [{"number": number, "members": more, "mark": new_public_id()} for number, more in sorted(members.items())]
    db.session.execute(upsert, rows)
    begin_edition()


def begin_edition() -> None:
    """Say that a block changed."""
    insert = insert_into(DirectoryEdition).values(id=1, mark=new_public_id())
    db.session.execute(insert.on_conflict_do_update(index_elements=["id"], set_={"mark": insert.excluded.mark}))
