"""lists of people who are invited to the network

Revision ID: 0021
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0024"
branch_labels = None
depends_on = None

WAITING = sa.text("result IN ('invited', 'reminded')")


def upgrade():
    op.create_table(
        "network_imports",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("state", sa.String(40), nullable=False),
        sa.Column("file_name", sa.String(100), nullable=False),
        sa.Column("source", sa.String(150), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("headings", sa.JSON(), nullable=False),
        sa.Column("matching", sa.JSON(), nullable=False),
        sa.Column("is_guessed", sa.Boolean(), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("ready", sa.Integer(), nullable=False),
        sa.Column("invited", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["made_by_id"], ["accounts.id"], name="fk_network_imports_made_by_id"),
        sa.PrimaryKeyConstraint("id", name="pk_network_imports"),
        sa.UniqueConstraint("public_id", name="uq_network_imports_public_id"),
    )
    op.create_index("ix_network_imports_state", "network_imports", ["state", "changed_at"])
    op.create_table(
        "network_import_rows",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("public_id", sa.String(20), nullable=False),
        sa.Column("import_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("result", sa.String(40), nullable=True),
        sa.Column("earlier_line", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("address", sa.String(254), nullable=False),
        sa.Column("address_digest", sa.String(64), nullable=True),
        sa.Column("organisation_name", sa.String(200), nullable=False),
        sa.Column("function_title", sa.String(100), nullable=False),
        sa.Column("answer_before", sa.Date(), nullable=True),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["import_id"], ["network_imports.id"], name="fk_network_import_rows_import_id"),
        sa.PrimaryKeyConstraint("id", name="pk_network_import_rows"),
        sa.UniqueConstraint("import_id", "number", name="uq_network_import_rows_import_id_number"),
        sa.UniqueConstraint("public_id", name="uq_network_import_rows_public_id"),
    )
    op.create_index("ix_network_import_rows_address_digest", "network_import_rows", ["address_digest"])
    op.create_index("ix_network_import_rows_due", "network_import_rows", ["result", "next_on", "id"])
    op.create_index("ix_network_import_rows_result", "network_import_rows", ["import_id", "result", "number"])
    op.create_index(
        "uq_network_import_rows_waiting",
        "network_import_rows",
        ["address_digest"],
        unique=True,
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )


def downgrade():
    op.drop_table("network_import_rows")
    op.drop_table("network_imports")
