"""members are found by province

Revision ID: 0020
Revises: 0022
"""

import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0022"
branch_labels = None
depends_on = None

INDEXES = {
    "ix_directory_entries_by_name": ["sort_name"],
    "ix_directory_entries_by_organisation": ["sort_organisation", "sort_name"],
}
ASKED = ["account_id", "organisation_kind", "position", "discipline_bits"]
DISCIPLINES = {
    "quality": 1,
    "service_delivery": 2,
    "lean": 4,
    "process_management": 8,
    "certification": 16,
    "organisation": 32,
    "controlling": 64,
    "hrm": 128,
    "strategy": 256,
    "other": 512,
}


def upgrade():
    for table, last in (("cells", "discipline_bits"), ("tallies", "discipline")):
        key = ["province", "organisation_kind", "position"]
        columns = [sa.Column(name, sa.String(length=40), nullable=False) for name in key]
        if table == "cells":
            columns = [sa.Column("id", sa.Integer(), nullable=False), *columns]
            columns.append(sa.Column(last, sa.Integer(), nullable=False))
            constraints = [
                sa.PrimaryKeyConstraint("id", name=op.f("pk_directory_province_cells")),
                sa.UniqueConstraint(
                    *key,
                    last,
                    name=op.f("uq_directory_province_cells_province_organisation_kind_position_discipline_bits"),
                ),
            ]
        else:
            columns.append(sa.Column(last, sa.String(length=40), nullable=False))
            constraints = [sa.PrimaryKeyConstraint(*key, last, name=op.f("pk_directory_province_tallies"))]
        members = sa.Column("members", sa.Integer(), nullable=False)
        op.create_table(f"directory_province_{table}", *columns, members, *constraints)
    op.add_column("directory_entries", sa.Column("province", sa.String(length=40), nullable=True))
    op.add_column("directory_entries", sa.Column("province_cell_id", sa.Integer(), nullable=True))
    op.create_index("ix_directory_entries_province_cell_id", "directory_entries", ["province_cell_id"])
    for name, order in INDEXES.items():
        op.drop_index(name, "directory_entries")
        op.create_index(name, "directory_entries", [*order, *ASKED, "province"])
    _find_out()


def downgrade():
    for name, order in INDEXES.items():
        op.drop_index(name, "directory_entries")
        op.create_index(name, "directory_entries", [*order, *ASKED])
    op.drop_index("ix_directory_entries_province_cell_id", "directory_entries")
    op.drop_column("directory_entries", "province_cell_id")
    op.drop_column("directory_entries", "province")
    op.drop_table("directory_province_tallies")
    op.drop_table("directory_province_cells")


def _find_out():
    """In which province everyone works who shows where, and how many that are."""
    run = op.get_bind().execute
    names = run(sa.text("SELECT DISTINCT province FROM organisations WHERE province <> ''")).scalars().all()
    for name in names:
        plain = "".join(one for one in unicodedata.normalize("NFKD", name) if not unicodedata.combining(one))
        found = """
            UPDATE directory_entries SET province = :province WHERE organisation_name <> '' AND account_id IN (
                SELECT profiles.account_id FROM profiles
                JOIN organisations ON organisations.id = profiles.organisation_id
                WHERE organisations.province = :name
            )
        """
        run(sa.text(found), {"province": plain.lower(), "name": name})
    run(
        sa.text("""
            INSERT INTO directory_province_cells (province, organisation_kind, position, discipline_bits, members)
            SELECT province, COALESCE(organisation_kind, ''), COALESCE(position, ''), discipline_bits, COUNT(*)
            FROM directory_entries WHERE province IS NOT NULL GROUP BY 1, 2, 3, 4
        """)
    )
    run(
        sa.text("""
            UPDATE directory_entries SET province_cell_id = (
                SELECT id FROM directory_province_cells AS cell
                WHERE cell.province = directory_entries.province
                AND cell.organisation_kind = COALESCE(directory_entries.organisation_kind, '')
                AND cell.position = COALESCE(directory_entries.position, '')
                AND cell.discipline_bits = directory_entries.discipline_bits
            ) WHERE province IS NOT NULL
        """)
    )
    tallies = sa.text("""
        INSERT INTO directory_province_tallies (province, organisation_kind, position, discipline, members)
        SELECT province, COALESCE(organisation_kind, ''), COALESCE(position, ''), CAST(:discipline AS VARCHAR), COUNT(*)
        FROM directory_entries WHERE province IS NOT NULL AND (discipline_bits & :bit) = :bit GROUP BY 1, 2, 3
    """)
    for discipline, bit in {"": 0, **DISCIPLINES}.items():
        run(tallies, {"discipline": discipline, "bit": bit})
