"""What do we know of an employer?"""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from okprofs.kernel.db import Model, choice
from okprofs.kernel.ids import new_public_id
from okprofs.kernel.privacy import NOTHING
from okprofs.kernel.words import ordered
from okprofs.organisations.rules.kinds import OrganisationKind


class Organisation(Model):
    """An employer. One that was merged into another stays, so that old references keep their meaning."""

    __tablename__ = "organisations"
    __table_args__ = (
        # Two people who name the same unknown employer at once get the same one.
        sa.Index(
            "uq_organisations_flagged",
            "folded_name",
            unique=True,
            sqlite_where=sa.text("is_confirmed = 0 AND merged_into_id IS NULL"),
            postgresql_where=sa.text("is_confirmed = false AND merged_into_id IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True, info=NOTHING)
    # Raised by every change, so that two people in the office do not undo each other's.
    version: Mapped[int] = mapped_column(default=1, info=NOTHING)
    public_id: Mapped[str] = mapped_column(sa.String(20), unique=True, default=new_public_id, info=NOTHING)
    name: Mapped[str] = mapped_column(sa.String(200), info=NOTHING)
    # The words of the name, folded: by this one recognises it, and sorts.
    folded_name: Mapped[str] = mapped_column(ordered(200), index=True, info=NOTHING)
    kind: Mapped[OrganisationKind] = mapped_column(choice(OrganisationKind), info=NOTHING)
    province: Mapped[str] = mapped_column(sa.String(40), default="", info=NOTHING)
    register_code: Mapped[str | None] = mapped_column(sa.String(40), unique=True, info=NOTHING)
    inhabitants: Mapped[int | None] = mapped_column(info=NOTHING)
    # What it tells members of its own practice, in Markdown; about work, so of nobody. Read only where it is shown.
    practice: Mapped[str] = mapped_column(sa.Text, default="", server_default="", deferred=True, info=NOTHING)
    is_confirmed: Mapped[bool] = mapped_column(default=False, info=NOTHING)
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("organisations.id"), index=True, info=NOTHING)

    domains: Mapped[list["OrganisationDomain"]] = relationship(
        cascade="all, delete-orphan", order_by="OrganisationDomain.domain"
    )
    merged_into: Mapped["Organisation | None"] = relationship(remote_side="Organisation.id")

    __mapper_args__ = {"version_id_col": version}


class OrganisationDomain(Model):
    """An e-mail domain that is one organisation's; sub-domains count only when listed."""

    __tablename__ = "organisation_domains"

    domain: Mapped[str] = mapped_column(sa.String(253), primary_key=True, info=NOTHING)
    organisation_id: Mapped[int] = mapped_column(sa.ForeignKey("organisations.id"), index=True, info=NOTHING)


class OrganisationWord(Model):
    """The words of an organisation's name, by which it is suggested while someone types."""

    __tablename__ = "organisation_words"
    __table_args__ = (
        sa.Index("ix_organisation_words_of_one", "organisation_id", "word"),
        {"sqlite_with_rowid": False},
    )

    word: Mapped[str] = mapped_column(ordered(40), primary_key=True, info=NOTHING)
    organisation_id: Mapped[int] = mapped_column(
        sa.ForeignKey("organisations.id", ondelete="CASCADE"), primary_key=True, info=NOTHING
    )
