"""Alembic's entry: it runs on the connection that bot.store.database.opening hands over."""

from alembic import context
from bot.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,  # SQLite changes a table by writing it anew
)
context.run_migrations()
