"""a list of the network has a language, and so may a row

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade():
    for table, language in (("network_imports", "nl"), ("network_import_rows", "")):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("language", sa.String(2), nullable=False, server_default=language))
        with op.batch_alter_table(table) as batch:
            batch.alter_column("language", server_default=None)


def downgrade():
    for table in ("network_imports", "network_import_rows"):
        with op.batch_alter_table(table) as batch:
            batch.drop_column("language")
