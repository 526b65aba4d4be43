"""What does the directory know? Only what members may see of those who want to be found."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.lists import Choices, Texts
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.kernel.words import ordered
from okprofs.organisations.rules.kinds import OrganisationKind
from okprofs.organisations.rules.provinces import Province
from okprofs.people.rules.expertise import Language, Method, Willingness
from okprofs.people.rules.profession import Discipline, Position

_SHOWN = personal(Kind.WORK, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED)
_OWN_WORDS = personal(Kind.OWN_WORDS, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED)


class DirectoryEntry(Model):
    """The visible part of one member's profile; a hidden field is empty here."""

    __tablename__ = "directory_entries"
    # Each order has an index that also holds what the facets ask, so that a page is found by reading along it.
    __table_args__ = (
        sa.Index(
            "ix_directory_entries_by_name",
            "sort_name",
            "account_id",
            "organisation_kind",
            "position",
            "discipline_bits",
            "province",
            "method_bits",
            "willing_bits",
        ),
        sa.Index(
            "ix_directory_entries_by_organisation",
            "sort_organisation",
            "sort_name",
            "account_id",
            "organisation_kind",
            "position",
            "discipline_bits",
            "province",
            "method_bits",
            "willing_bits",
        ),
    )

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, info=NOTHING)
    name: Mapped[str] = mapped_column(
        sa.String(100), info=personal(Kind.IDENTITY, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    sort_name: Mapped[str] = mapped_column(
        ordered(200), info=personal(Kind.IDENTITY, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    function_title: Mapped[str] = mapped_column(sa.String(100), default="", info=_SHOWN)
    position: Mapped[Position | None] = mapped_column(choice(Position), info=_SHOWN)
    organisation_name: Mapped[str] = mapped_column(sa.String(200), default="", info=_SHOWN)
    organisation_kind: Mapped[OrganisationKind | None] = mapped_column(choice(OrganisationKind), info=_SHOWN)
    # Where the organisation stands: of who hides it, nowhere.
    province: Mapped[Province | None] = mapped_column(choice(Province), info=_SHOWN)
    # Folded; who shows no organisation comes last.
    sort_organisation: Mapped[str] = mapped_column(ordered(200), info=_SHOWN)
    # A bit for each discipline, method and willingness: see `rules/facets.py`.
    discipline_bits: Mapped[int] = mapped_column(default=0, info=_SHOWN)
    method_bits: Mapped[int] = mapped_column(default=0, server_default="0", info=_SHOWN)
    willing_bits: Mapped[int] = mapped_column(default=0, server_default="0", info=_SHOWN)
    topics: Mapped[tuple[str, ...]] = mapped_column(Texts, default=(), info=_OWN_WORDS)
    ask_me_about: Mapped[str] = mapped_column(sa.String(500), default="", info=_OWN_WORDS)
    methods: Mapped[frozenset[Method]] = mapped_column(Choices(Method), default=frozenset, info=_SHOWN)
    own_methods: Mapped[tuple[str, ...]] = mapped_column(Texts, default=(), info=_SHOWN)
    certificates: Mapped[tuple[str, ...]] = mapped_column(Texts, default=(), info=_SHOWN)
    working_since: Mapped[int | None] = mapped_column(sa.SmallInteger, info=_SHOWN)
    languages: Mapped[frozenset[Language]] = mapped_column(Choices(Language), default=frozenset, info=_SHOWN)
    willing_to: Mapped[frozenset[Willingness]] = mapped_column(Choices(Willingness), default=frozenset, info=_SHOWN)
    phone: Mapped[str] = mapped_column(
        sa.String(30), default="", info=personal(Kind.CONTACT, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    link: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.CONTACT, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED)
    )
    # The photo itself stands with the profile.
    has_photo: Mapped[bool] = mapped_column(default=False, info=_SHOWN)
    cell_id: Mapped[int] = mapped_column(sa.ForeignKey("directory_cells.id"), index=True, info=NOTHING)
    # No foreign key: SQLite would have had to copy the table to get it.
    province_cell_id: Mapped[int | None] = mapped_column(index=True, info=NOTHING)


class DirectoryWord(Model):
    """A word by which a member is found, taken from what is visible of them; `rank`: see `rules/words.py`.

    All who have a word stand in the order of the list: a page of them is read along it, however many they are.
    """

    __tablename__ = "directory_words"
    __table_args__ = (
        sa.Index("ix_directory_words_of_one", "account_id", "word", "rank"),
        {"sqlite_with_rowid": False},
    )

    word: Mapped[str] = mapped_column(ordered(40), primary_key=True, info=_SHOWN)
    # As it stands with the entry.
    sort_name: Mapped[str] = mapped_column(
        ordered(200),
        primary_key=True,
        info=personal(Kind.IDENTITY, Reader.MEMBERS_BY_CHOICE, kept=Term.UNTIL_CHANGED),
    )
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("directory_entries.account_id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    rank: Mapped[int] = mapped_column(sa.SmallInteger, server_default="1", info=NOTHING)


class DirectorySpelling(Model):
    """A word that may be meant when it is written otherwise, under what remains of it without a letter or two."""

    __tablename__ = "directory_spellings"
    __table_args__ = ({"sqlite_with_rowid": False},)

    remainder: Mapped[str] = mapped_column(ordered(10), primary_key=True, info=_SHOWN)
    # No foreign key: to keep it cheap would take a second index, as large as the table.
    word: Mapped[str] = mapped_column(ordered(40), primary_key=True, info=_SHOWN)


class DirectoryVocabulary(Model):
    """A word that may be written wrong, and how many members have it. With the last who shows it, it is gone."""

    __tablename__ = "directory_vocabulary"
    __table_args__ = ({"sqlite_with_rowid": False},)

    word: Mapped[str] = mapped_column(ordered(40), primary_key=True, info=_SHOWN)
    members: Mapped[int] = mapped_column(default=0, info=NOTHING)


class DirectoryCell(Model):
    """How many members share one combination of what most choose by; by these a rare combination is found."""

    __tablename__ = "directory_cells"
    __table_args__ = (sa.UniqueConstraint("organisation_kind", "position", "discipline_bits"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    # Empty string for hidden: a unique constraint would let NULLs through twice.
    organisation_kind: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    position: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    discipline_bits: Mapped[int] = mapped_column(info=NOTHING)
    members: Mapped[int] = mapped_column(default=0, info=NOTHING)


class DirectoryBlock(Model):
    """How many members there are among a thousand accounts, with another mark after each change of what they show in
    the facets: who keeps them in memory to count by sees which are old (`queries/census.py`)."""

    __tablename__ = "directory_blocks"

    # Which thousand: see `rules/facets.py`.
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False, info=NOTHING)
    members: Mapped[int] = mapped_column(default=0, info=NOTHING)
    mark: Mapped[str] = mapped_column(sa.String(20), info=NOTHING)


class DirectoryProvinceCell(Model):
    """The same as the cells for each province by itself, so that who chooses none pays for none."""

    __tablename__ = "directory_province_cells"
    __table_args__ = (sa.UniqueConstraint("province", "organisation_kind", "position", "discipline_bits"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    province: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    organisation_kind: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    position: Mapped[str] = mapped_column(sa.String(40), info=NOTHING)
    discipline_bits: Mapped[int] = mapped_column(info=NOTHING)
    members: Mapped[int] = mapped_column(default=0, info=NOTHING)


class DirectoryEdition(Model):
    """One row, with another mark after each change of any block."""

    __tablename__ = "directory_editions"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    mark: Mapped[str] = mapped_column(sa.String(20), info=NOTHING)


class DirectoryTopic(Model):
    """A subject about which members can be asked, in the spelling that all share, and how many show it."""

    __tablename__ = "directory_topics"

    # The same for every spelling: see `rules/expertise.py` of people.
    key: Mapped[str] = mapped_column(ordered(60), primary_key=True, info=NOTHING)
    wording: Mapped[str] = mapped_column(sa.String(60), info=NOTHING)
    members: Mapped[int] = mapped_column(default=0, info=NOTHING)


class DirectoryFellow(Model):
    """Who sits in which group, as whoever keeps the groups told: of these each may see what the others show there."""

    __tablename__ = "directory_fellows"
    __table_args__ = ({"sqlite_with_rowid": False},)

    # The public id of the group.
    group_id: Mapped[str] = mapped_column(sa.String(20), primary_key=True, info=NOTHING)
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"),
        primary_key=True,
        index=True,
        info=personal(Kind.ACTIVITY, Reader.GROUP, kept=Term.UNTIL_CHANGED),
    )


_OWN_SEARCH = personal(Kind.OWN_WORDS, kept=Term.UNTIL_CHANGED)
_OWN_CHOICE = personal(Kind.CHOICE, kept=Term.UNTIL_CHANGED)


class SavedSearch(Model):
    """What a member searches for again and again, and up to when we looked for someone new who fits."""

    __tablename__ = "saved_searches"

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    account_id: Mapped[int] = mapped_column(sa.ForeignKey("accounts.id", ondelete="CASCADE"), index=True, info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(60), info=_OWN_SEARCH)
    text: Mapped[str] = mapped_column(sa.String(200), info=_OWN_SEARCH)
    disciplines: Mapped[frozenset[Discipline]] = mapped_column(Choices(Discipline), info=_OWN_CHOICE)
    kinds: Mapped[frozenset[OrganisationKind]] = mapped_column(Choices(OrganisationKind), info=_OWN_CHOICE)
    positions: Mapped[frozenset[Position]] = mapped_column(Choices(Position), info=_OWN_CHOICE)
    provinces: Mapped[frozenset[Province]] = mapped_column(Choices(Province), info=_OWN_CHOICE)
    methods: Mapped[frozenset[Method]] = mapped_column(
        Choices(Method), default=frozenset, server_default="[]", info=_OWN_CHOICE
    )
    willing_to: Mapped[frozenset[Willingness]] = mapped_column(
        Choices(Willingness), default=frozenset, server_default="[]", info=_OWN_CHOICE
    )
    wants_mail: Mapped[bool] = mapped_column(default=True, info=_OWN_CHOICE)
    looked_until: Mapped[datetime] = mapped_column(default=now, index=True, info=NOTHING)


class DirectoryNews(Model):
    """What is new of a member since a few weeks: since when each mark is there by which they can be found.

    Only of marks that stand there still, so this tells nothing that the entry does not; with the entry it goes.
    """

    __tablename__ = "directory_news"

    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("directory_entries.account_id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    at: Mapped[datetime] = mapped_column(index=True, info=NOTHING)
    # When they became findable, if that is news.
    first_at: Mapped[datetime | None] = mapped_column(info=NOTHING)
    # A mark (see `rules/newcomers.py`), and the moment in ISO form.
    marks: Mapped[dict[str, str]] = mapped_column(sa.JSON, info=_SHOWN)


class SearchFind(Model):
    """Someone new who fitted a saved search. Who it is, and whether they show it still, the directory says."""

    __tablename__ = "search_finds"

    search_id: Mapped[int] = mapped_column(
        sa.ForeignKey("saved_searches.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
    account_id: Mapped[int] = mapped_column(
        sa.ForeignKey("accounts.id", ondelete="CASCADE"), primary_key=True, index=True, info=NOTHING
    )
    found_at: Mapped[datetime] = mapped_column(index=True, info=NOTHING)
