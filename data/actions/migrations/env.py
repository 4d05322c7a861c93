"""What alembic runs: the steps, on the connection it was given and in its transaction."""

from __future__ import annotations

from alembic import context

from data.actions.models import Base

_connection = context.config.attributes["connection"]
context.configure(
    connection=_connection, target_metadata=Base.metadata,
    render_as_batch=_connection.dialect.name == "sqlite")
context.run_migrations()
