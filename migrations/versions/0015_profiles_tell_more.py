"""profiles tell more, with subjects and a photo

Revision ID: 0015
Revises: 0014
"""

import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

LISTS = ("topics", "methods", "own_methods", "certificates", "languages", "willing_to")
AUDIENCES = ("methods", "certificates", "experience", "languages", "willing_to", "photo")


def _text(length):
    return sa.String(length).with_variant(sa.VARCHAR(length, collation="C"), "postgresql")


def upgrade():
    # With defaults for the rows that stand: SQLite would have to copy a table to tighten a column later.
    for table in ("profiles", "directory_entries"):
        for name in LISTS:
            op.add_column(table, sa.Column(name, sa.JSON(), nullable=False, server_default="[]"))
        op.add_column(table, sa.Column("working_since", sa.SmallInteger(), nullable=True))
    for name in AUDIENCES:
        column = sa.Column(f"{name}_audience", sa.String(length=40), nullable=False, server_default="nobody")
        op.add_column("profiles", column)
    op.add_column("directory_entries", sa.Column("has_photo", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "photos",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.Column("small", sa.LargeBinary(), nullable=False),
        sa.Column("medium", sa.LargeBinary(), nullable=False),
        sa.Column("large", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["profiles.account_id"], name=op.f("fk_photos_account_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_photos")),
    )
    op.create_table(
        "directory_topics",
        sa.Column("key", _text(60), nullable=False),
        sa.Column("wording", sa.String(length=60), nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_directory_topics")),
    )
    _make_subjects()


def downgrade():
    # What was put into subjects goes back into the line, in front of what stands there.
    for table in map(_told, ("profiles", "directory_entries")):
        for row in _with_rows(sa.select(table).where(sa.cast(table.c.topics, sa.String) != "[]")):
            line = ", ".join(row.topics) + (f"\n{row.ask_me_about}" if row.ask_me_about else "")
            _write(table, row, ask_me_about=line[:500])
    op.drop_table("directory_topics")
    op.drop_table("photos")
    op.drop_column("directory_entries", "has_photo")
    for name in AUDIENCES:
        op.drop_column("profiles", f"{name}_audience")
    for table in ("profiles", "directory_entries"):
        for name in (*LISTS, "working_since"):
            op.drop_column(table, name)


# A line that is a list of a few short things becomes that list; any other stays as it is.


def _make_subjects():
    counts, wordings = {}, {}
    for table in map(_told, ("profiles", "directory_entries")):
        for row in _with_rows(sa.select(table).where(table.c.ask_me_about != "")):
            subjects = _subjects(row.ask_me_about)
            if subjects:
                _write(table, row, topics=list(subjects.values()), ask_me_about="")
                if table.name == "directory_entries":
                    for key, wording in subjects.items():
                        counts[key] = counts.get(key, 0) + 1
                        wordings.setdefault(key, wording)
    subjects = sa.table("directory_topics", *map(sa.column, ("key", "wording", "members")))
    rows = [{"key": key, "wording": wordings[key], "members": number} for key, number in counts.items()]
    if rows:
        op.bulk_insert(subjects, rows)


def _told(name):
    return sa.table(
        name, sa.column("account_id", sa.Integer), sa.column("ask_me_about", sa.String), sa.column("topics", sa.JSON)
    )


def _with_rows(select):
    """The rows of a select, a thousand at a time."""
    account_id = select.selected_columns.account_id
    last = 0
    while rows := op.get_bind().execute(select.where(account_id > last).order_by(account_id).limit(1000)).all():
        yield from rows
        last = rows[-1].account_id


def _write(table, row, **values):
    op.get_bind().execute(sa.update(table).where(table.c.account_id == row.account_id).values(values))


def _subjects(line):
    found = {}
    for piece in re.split(r"[,;\n]", line):
        wording = " ".join(piece.split()).rstrip(".")
        if key := _key(wording):
            found.setdefault(key, wording)
    is_list = len(found) <= 12 and all(
        len(key) <= 60 and len(wording) <= 60 and len(wording.split()) <= 3 for key, wording in found.items()
    )
    return found if is_list else {}


def _key(wording):
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", wording.replace("\x00", " ")).casefold())
    return re.sub(r"[\W_]+", "", "".join(letter for letter in small if not unicodedata.combining(letter)))
