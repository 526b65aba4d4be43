"""Saving a search, and telling who saved it when someone new fits."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta

import sqlalchemy as sa

from okprofs.directory import letters
from okprofs.directory.models import DirectoryEntry, DirectoryNews, DirectoryWord, SavedSearch, SearchFind
from okprofs.directory.queries.finding import Search
from okprofs.directory.queries.saved import asked_again, saved_search
from okprofs.directory.rules.newcomers import MOST_SEARCHES, Newcomer, Newcomers, conditions_of, marks_of
from okprofs.directory.services.news import forget_news
from okprofs.journal.services import record
from okprofs.kernel.clock import now, today
from okprofs.kernel.db import db, locked
from okprofs.kernel.refusals import Refusal, Refused
from okprofs.kernel.wall_time import local, moment_at
from okprofs.mail.services import write
from okprofs.membership.access import current_member
from okprofs.people.models import Account
from okprofs.people.queries import hold_accounts

FIRST_HOUR = 8
FINDS_KEPT = timedelta(days=30)
# At a time: so many people are told, of so many who changed, so many for each search.
MOST_PEOPLE = 200
MOST_NEWS = 2_000
MOST_TOLD = 25


def save_search(account: Account, name: str, text: str, search: Search) -> SavedSearch:
    """Keep a search under a name. Refused: searches_enough, when there are ten."""
    hold_accounts([account.id])
    number = sa.select(sa.func.count()).select_from(SavedSearch).where(SavedSearch.account_id == account.id)
    if (db.session.scalar(number) or 0) >= MOST_SEARCHES:
        raise Refused(Refusal("searches_enough", (("most", MOST_SEARCHES),)))
    chosen = search.selection
    saved = SavedSearch(
        account_id=account.id,
        name=name,
        text=text,
        disciplines=chosen.disciplines,
        kinds=chosen.kinds,
        positions=chosen.positions,
        provinces=chosen.provinces,
        methods=chosen.methods,
        willing_to=chosen.willing_to,
    )
    db.session.add(saved)
    db.session.flush()
    record("search_saved", saved)
    return saved


def switch_mail(account: Account, public_id: str, *, wants_mail: bool) -> None:
    """Tell a member, or no longer, who newly fits. From now: what came before is no news."""
    saved = saved_search(account.id, public_id)
    if saved is None or saved.wants_mail == wants_mail:
        return
    saved.wants_mail, saved.looked_until = wants_mail, now()
    record("search_mail_on" if wants_mail else "search_mail_off", saved)


def delete_search(account: Account, public_id: str) -> None:
    """Forget a search, and who was found for it."""
    saved = saved_search(account.id, public_id)
    if saved is not None:
        record("search_deleted", saved)
        db.session.delete(saved)


def silence(searches: Sequence[SavedSearch], account: Account) -> None:
    """No more mail of new members for these searches of this person, until they ask for it."""
    ids = [saved.id for saved in searches]
    mailed = SavedSearch.id.in_(ids) & (SavedSearch.account_id == account.id) & SavedSearch.wants_mail
    for saved in db.session.scalars(locked(sa.select(SavedSearch).where(mailed).order_by(SavedSearch.id))).all():
        saved.wants_mail = False
        record("search_mail_off", saved, actor=account)


def tell_of_newcomers() -> bool:
    """Look for each saved search who is new and fits, and write to who saved it: one letter a person and day, with
    numbers and no names, by day. Does some people at a time, and returns whether there are more.

    Whom a search found, it does not find again for a month. Of more than 2,000 who changed since, the last are seen.
    """
    if local(now()).hour < FIRST_HOUR:
        return False
    begin = moment_at(today(), time())
    waiting = SavedSearch.wants_mail & (SavedSearch.looked_until < begin)
    ids = sa.select(SavedSearch.account_id).where(waiting).distinct().order_by(SavedSearch.account_id)
    people = db.session.scalars(ids.limit(MOST_PEOPLE)).all()
    if not people:
        db.session.execute(sa.delete(SearchFind).where(SearchFind.found_at < now() - FINDS_KEPT))
        forget_news()
        return False
    of_them = sa.select(SavedSearch).where(waiting, SavedSearch.account_id.in_(people))
    searches = db.session.scalars(locked(of_them.order_by(SavedSearch.id))).all()
    if searches:
        found = _look(searches)
        _tell(people, searches, found)
    return True


def _look(searches: Sequence[SavedSearch]) -> Mapping[int, Collection[int]]:
    """Who newly fits each search, kept as finds; and the searches as looked for up to now."""
    newcomers = _newcomers(min(saved.looked_until for saved in searches))
    known_rows = db.session.execute(
        sa.select(SearchFind.search_id, SearchFind.account_id).where(
            SearchFind.search_id.in_([saved.id for saved in searches])
        )
    )
    known = {(row.search_id, row.account_id) for row in known_rows}
    found: dict[int, list[int]] = {}
    for saved in searches:
        search = asked_again(saved)
        fitting = newcomers.fitting(conditions_of(search.terms, search.selection), saved.looked_until)
        new = [key for key in fitting if key != saved.account_id and (saved.id, key) not in known]
        found[saved.id] = new[:MOST_TOLD]
        saved.looked_until = now()
    rows = [
        {"search_id": key, "account_id": account_id, "found_at": now()}
        for key, accounts in found.items()
        for account_id in accounts
    ]
    if rows:
        db.session.execute(sa.insert(SearchFind), rows)
    return found


def _newcomers(after: datetime) -> Newcomers:
    """Everyone who shows something new since a moment, with all that they show now."""
    query = (
        sa.select(
            DirectoryNews.account_id,
            DirectoryNews.first_at,
            DirectoryNews.marks,
            DirectoryEntry.organisation_kind,
            DirectoryEntry.position,
            DirectoryEntry.discipline_bits,
            DirectoryEntry.province,
            DirectoryEntry.method_bits,
            DirectoryEntry.willing_bits,
        )
        .join(DirectoryEntry, DirectoryEntry.account_id == DirectoryNews.account_id)
        .where(DirectoryNews.at > after)
        .order_by(DirectoryNews.at.desc())
        .limit(MOST_NEWS)
    )
    rows = db.session.execute(query).all()
    words: dict[int, list[str]] = {}
    ids = [row.account_id for row in rows]
    of_them = sa.select(DirectoryWord.account_id, DirectoryWord.word).where(DirectoryWord.account_id.in_(ids))
    for account_id, word in db.session.execute(of_them):
        words.setdefault(account_id, []).append(word)
    return Newcomers(
        {
            row.account_id: Newcomer(
                marks_of(words.get(row.account_id, ()), (*row[3:],)),
                {mark: datetime.fromisoformat(at) for mark, at in row.marks.items()},
                row.first_at,
            )
            for row in rows
        }
    )


def _tell(people: Iterable[int], searches: Sequence[SavedSearch], found: Mapping[int, Collection[int]]) -> None:
    accounts = sa.select(Account).where(Account.id.in_(people), Account.blocked_at.is_(None))
    for account in db.session.scalars(accounts.order_by(Account.id)):
        fruitful = [saved for saved in searches if saved.account_id == account.id and found[saved.id]]
        told = [{"name": saved.name, "number": len(found[saved.id])} for saved in fruitful]
        if told and current_member.allows(account):
            write(
                letters.NEW_MEMBERS_FIT,
                to=account.email,
                language=account.language,
                # What the link in the letter ends: the mail of the one search that it tells of, or of all.
                about=fruitful[0] if len(fruitful) == 1 else account,
                facts={"name": account.name, "searches": told},
                once=today().isoformat(),
            )
