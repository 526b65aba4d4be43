"""members are found by methods and by what they are willing to do; everyone is counted in blocks

Revision ID: 0033
Revises: 0026
"""

import json
from collections import Counter
from secrets import token_hex

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0026"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_directory_entries_by_name": ["sort_name", "account_id"],
    "ix_directory_entries_by_organisation": ["sort_organisation", "sort_name", "account_id"],
}
ASKED = ["organisation_kind", "position", "discipline_bits", "province"]
# As `rules/facets.py` of the directory numbers them.
METHODS = ("lean", "six_sigma", "ink", "efqm", "caf", "iso_9001", "hkz", "pdca", "agile", "appreciative")
WILLING = ("speak", "host_visit", "mentor", "read_along")
DISCIPLINES = (
    "quality",
    "service_delivery",
    "lean",
    "process_management",
    "certification",
    "organisation",
    "controlling",
    "hrm",
    "strategy",
    "other",
)


def upgrade():
    op.create_table(
        "directory_blocks",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=20), nullable=False),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_directory_blocks")),
    )
    for name in ("method_bits", "willing_bits"):
        op.add_column("directory_entries", sa.Column(name, sa.Integer(), server_default="0", nullable=False))
    for name in ("methods", "willing_to"):
        op.add_column("saved_searches", sa.Column(name, sa.JSON(), server_default="[]", nullable=False))
    for name, order in INDEXES.items():
        op.drop_index(name, "directory_entries")
        op.create_index(name, "directory_entries", [*order, *ASKED, "method_bits", "willing_bits"])
    op.drop_table("directory_province_tallies")
    op.drop_table("directory_tallies")
    _find_out()


def downgrade():
    _make_tallies("directory_tallies", [])
    _make_tallies("directory_province_tallies", ["province"])
    for name, order in INDEXES.items():
        op.drop_index(name, "directory_entries")
        op.create_index(name, "directory_entries", [*order, *ASKED])
    for name in ("methods", "willing_to"):
        op.drop_column("saved_searches", name)
    for name in ("method_bits", "willing_bits"):
        op.drop_column("directory_entries", name)
    op.drop_table("directory_blocks")


def _make_tallies(table, more):
    keys = [*more, "organisation_kind", "position", "discipline"]
    op.create_table(
        table,
        *(sa.Column(name, sa.String(length=40), nullable=False) for name in keys),
        sa.Column("members", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint(*keys, name=op.f(f"pk_{table}")),
    )
    shown = [name if name == "province" else f"COALESCE({name}, '')" for name in keys[:-1]]
    tallies = sa.text(f"""
        INSERT INTO {table} ({", ".join(keys)}, members)
        SELECT {", ".join(shown)}, CAST(:discipline AS VARCHAR), COUNT(*) FROM directory_entries
        WHERE {"province IS NOT NULL AND" if more else ""} (discipline_bits & :bit) = :bit
        GROUP BY {", ".join(shown)}
    """)  # noqa: S608
    for discipline, bit in [("", 0), *((name, 1 << place) for place, name in enumerate(DISCIPLINES))]:
        op.get_bind().execute(tallies, {"discipline": discipline, "bit": bit})


def _find_out():
    """What everyone shows, and how many there are in each block of accounts."""
    run = op.get_bind().execute
    shown = sa.text("SELECT account_id, methods, willing_to FROM directory_entries")
    rows = [
        {"id": key, "methods": _bits(methods, METHODS), "willing": _bits(willing_to, WILLING)}
        for key, methods, willing_to in run(shown)
    ]
    put = sa.text("UPDATE directory_entries SET method_bits = :methods, willing_bits = :willing WHERE account_id = :id")
    if told := [row for row in rows if row["methods"] or row["willing"]]:
        run(put, told)
    members = Counter(row["id"] >> 10 for row in rows)
    blocks = sa.text("INSERT INTO directory_blocks (number, members, mark) VALUES (:number, :members, :mark)")
    if members:
        run(blocks, [{"number": key, "members": many, "mark": token_hex(8)} for key, many in members.items()])


def _bits(kept, known):
    values = json.loads(kept) if isinstance(kept, str) else kept or ()
    return sum(1 << known.index(value) for value in set(values) if value in known)
