"""How does Alembic reach our tables? On the engine of the application, one transaction for each migration."""

from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import sqlalchemy as sa
from alembic import context
from flask import current_app

from okprofs.kernel.db import db

# The tables of the kernel stand beside what they serve.
for module in ("kernel/forms.py", "kernel/jobs.py", "kernel/limits.py", "*/models.py"):
    for path in sorted(Path(current_app.root_path).glob(module)):
        import_module(f"okprofs.{path.parent.name}.{path.stem}")


def render_item(kind, item, autogen_context):
    """Our own column types stand in a migration as what they are made of, so that old ones outlive our code."""
    if kind != "type":
        return False
    if isinstance(item, sa.TypeDecorator):
        item = item.impl_instance
    if isinstance(item, sa.Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, sa.DateTime):
        return "sa.DateTime(timezone=True)"
    if item._variant_mapping:
        return False
    return False if type(item).__module__.startswith("okprofs") else f"sa.{item!r}"


def compare_type(context, inspected, metadata, inspected_type, metadata_type):
    """An enumeration of ours is kept as text; for the rest Alembic knows."""
    if isinstance(metadata_type, sa.Enum):
        return getattr(inspected_type, "length", None) != metadata_type.length
    return None


@contextmanager
def without_keys(connection):
    """To change a table SQLite makes it anew, and drops the old one, to which rows of others refer. It heeds this only
    outside a transaction, so the driver is told."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver = connection.connection.driver_connection
    driver.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        driver.execute("PRAGMA foreign_keys=ON")


def run():
    with db.engine.connect() as connection, without_keys(connection):
        if connection.dialect.name == "postgresql":
            # Rather give up than keep everyone waiting behind a lock.
            connection.exec_driver_sql("SET lock_timeout = '5s'")
            connection.exec_driver_sql("SET statement_timeout = 0")
            connection.commit()
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=render_item,
            compare_type=compare_type,
            render_as_batch=connection.dialect.name == "sqlite",
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()


run()
