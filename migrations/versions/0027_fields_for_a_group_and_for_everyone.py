"""fields for a group and for everyone

Revision ID: 0027
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0032"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade():
    op.add_column("profiles", sa.Column("public_since", MOMENT, nullable=True))
    op.create_table(
        "intervision_groups",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("question", sa.String(length=500), nullable=False),
        sa.Column("discipline", sa.String(length=40), nullable=True),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intervision_groups")),
        sa.UniqueConstraint("public_id", name=op.f("uq_intervision_groups_public_id")),
    )
    op.create_table(
        "group_members",
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("joined_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_group_members_account_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["intervision_groups.id"], name=op.f("fk_group_members_group_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "account_id", name=op.f("pk_group_members")),
    )
    op.create_index(op.f("ix_group_members_account_id"), "group_members", ["account_id"])
    op.create_table(
        "directory_fellows",
        sa.Column("group_id", sa.String(length=20), nullable=False),
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_directory_fellows_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("group_id", "account_id", name=op.f("pk_directory_fellows")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_directory_fellows_account_id"), "directory_fellows", ["account_id"])


def downgrade():
    # What only groups, or everyone, could see goes back to what there was: nobody, and members.
    profiles = sa.table("profiles", *(sa.column(f"{name}_audience", sa.String) for name in AUDIENCES))
    for name in AUDIENCES:
        column = profiles.c[f"{name}_audience"]
        for new, old in (("groups", "nobody"), ("everyone", "members")):
            op.execute(sa.update(profiles).where(column == new).values({column: old}))
    op.drop_table("directory_fellows")
    op.drop_table("group_members")
    op.drop_table("intervision_groups")
    op.drop_column("profiles", "public_since")


AUDIENCES = (
    "function",
    "organisation",
    "disciplines",
    "ask_me_about",
    "methods",
    "certificates",
    "experience",
    "languages",
    "willing_to",
    "phone",
    "link",
    "photo",
)
