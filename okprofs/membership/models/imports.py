"""Which lists of people did the office take in, and what became of each on it?"""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.clock import now
from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.lists import Texts
from okprofs.kernel.privacy import NOTHING, Kind, Reader, Term, personal
from okprofs.membership.rules.importing import ImportState, Result
from okprofs.people.models import Account

_ACTIVITY = personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.MEMBERSHIP_6_MONTHS)
_LISTED = personal(Kind.CONTACT, Reader.REVIEWERS, kept=Term.LIST_14_DAYS)

_WAITING = sa.text("result IN ('invited', 'reminded')")


class NetworkImport(Model):
    """A list of people who may be invited to the network."""

    __tablename__ = "network_imports"
    __table_args__ = (sa.Index("ix_network_imports_state", "state", "changed_at"),)

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    state: Mapped[ImportState] = mapped_column(choice(ImportState), default=ImportState.UPLOADED, info=NOTHING)
    file_name: Mapped[str] = mapped_column(sa.String(100), info=NOTHING)
    # Where the list comes from, as each who is invited reads it.
    source: Mapped[str] = mapped_column(sa.String(150), info=NOTHING)
    # In which language we write to who is on it, unless their row says otherwise.
    language: Mapped[str] = mapped_column(sa.String(2), default="nl", info=NOTHING)
    made_at: Mapped[datetime] = mapped_column(default=now, info=NOTHING)
    made_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("accounts.id"), index=True, info=_ACTIVITY)
    changed_at: Mapped[datetime] = mapped_column(default=now, onupdate=now, info=NOTHING)
    # When the last of the invitations was written.
    sent_at: Mapped[datetime | None] = mapped_column(info=NOTHING)

    headings: Mapped[tuple[str, ...]] = mapped_column(Texts, info=NOTHING)
    # By the word of a part, in which column it stands.
    matching: Mapped[dict[str, int]] = mapped_column(sa.JSON, info=NOTHING)
    # Whether the letters in the file were guessed.
    is_guessed: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    # How many rows there are, of how many the checking or sending is done, and what that came to.
    total: Mapped[int] = mapped_column(info=NOTHING)
    done: Mapped[int] = mapped_column(default=0, info=NOTHING)
    ready: Mapped[int] = mapped_column(default=0, info=NOTHING)
    invited: Mapped[int] = mapped_column(default=0, info=NOTHING)
    confirmed: Mapped[int] = mapped_column(default=0, info=NOTHING)

    made_by: Mapped[Account | None] = relationship()


class NetworkImportRow(Model):
    """One row of a list. What it says of a person is wiped when they answered, or did not in time."""

    __tablename__ = "network_import_rows"
    __table_args__ = (
        sa.UniqueConstraint("import_id", "number"),
        sa.Index("ix_network_import_rows_result", "import_id", "result", "number"),
        sa.Index("ix_network_import_rows_due", "result", "next_on", "id"),
        # One open invitation an address: the second line behind the rule.
        sa.Index(
            "uq_network_import_rows_waiting",
            "address_digest",
            unique=True,
            sqlite_where=_WAITING,
            postgresql_where=_WAITING,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    import_id: Mapped[int] = mapped_column(sa.ForeignKey("network_imports.id"), info=NOTHING)
    # The line in the file.
    number: Mapped[int] = mapped_column(info=NOTHING)
    # As they stand in the file, until the list is sent; from then on only what was taken from them.
    cells: Mapped[tuple[str, ...]] = mapped_column(Texts, info=_LISTED)
    result: Mapped[Result | None] = mapped_column(
        choice(Result), info=personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS)
    )
    # The language that the row names; empty when it names none.
    language: Mapped[str] = mapped_column(
        sa.String(2), default="", info=personal(Kind.CHOICE, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS)
    )
    # Of a double: the line where the address stands first. Of who is ready: a line that may be the same person.
    earlier_line: Mapped[int | None] = mapped_column(info=NOTHING)
    name: Mapped[str] = mapped_column(
        sa.String(200),
        default="",
        info=personal(Kind.IDENTITY, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS),
    )
    address: Mapped[str] = mapped_column(
        sa.String(254),
        default="",
        info=personal(Kind.CONTACT, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS),
    )
    address_digest: Mapped[str | None] = mapped_column(
        sa.String(64), index=True, info=personal(Kind.CONTACT, kept=Term.DECLINED_24_MONTHS)
    )
    organisation_name: Mapped[str] = mapped_column(
        sa.String(200), default="", info=personal(Kind.WORK, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS)
    )
    function_title: Mapped[str] = mapped_column(
        sa.String(100), default="", info=personal(Kind.WORK, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS)
    )
    # Of who was invited: by when to answer, and when something is due: the reminder, or wiping what is left.
    answer_before: Mapped[date | None] = mapped_column(
        info=personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS)
    )
    next_on: Mapped[date | None] = mapped_column(
        info=personal(Kind.ACTIVITY, Reader.REVIEWERS, kept=Term.INVITATION_60_DAYS)
    )

    taken_from: Mapped[NetworkImport] = relationship()
