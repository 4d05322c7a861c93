"""Surgeries, what they agree, and what is written about measures."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_KEY, _MOMENT = sa.String(100), sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "writes",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("token", sa.String(36), nullable=False),
        sa.Column("at", _MOMENT, nullable=False),
        sa.Column("by", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_writes"),
        sa.UniqueConstraint("token", name="uq_writes_token"))
    _create(
        "surgeries",
        sa.Column("place", _KEY, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("held", sa.Date, nullable=False),
        sa.UniqueConstraint("place", "as_at", name="uq_surgeries_place_as_at"),
        sa.UniqueConstraint("place", "held", name="uq_surgeries_place_held"))
    _create(
        "notes",
        _of_surgery("notes"),
        sa.Column("surgery_id", sa.Integer, nullable=False),
        sa.Column("item", _KEY, nullable=False),
        sa.Column("text", sa.Text, nullable=False))
    op.create_index("ix_notes_surgery_id", "notes", ["surgery_id"])
    _create(
        "minutes",
        _of_surgery("minutes"),
        sa.Column("surgery_id", sa.Integer, nullable=False),
        sa.Column("record", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.UniqueConstraint("surgery_id", name="uq_minutes_surgery_id"))
    _create(
        "actions",
        _of_surgery("actions"),
        sa.Column("surgery_id", sa.Integer, nullable=True),
        sa.Column("place", _KEY, nullable=False),
        sa.Column("measure", _KEY, nullable=False),
        sa.Column("agreed_at", sa.Date, nullable=False))
    op.create_index("ix_actions_surgery_id", "actions", ["surgery_id"])
    op.create_index("ix_actions_place", "actions", ["place"])
    op.create_table(
        "action_children",
        sa.Column("action_id", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("person", _KEY, nullable=False),
        sa.PrimaryKeyConstraint("action_id", "position", name="pk_action_children"),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name="fk_action_children_action_id"))
    op.create_index("ix_action_children_person", "action_children", ["person"])
    _create(
        "action_versions",
        sa.Column("action_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("owner", _KEY, nullable=False),
        sa.Column("due_on", sa.Date, nullable=False),
        sa.Column("state", _KEY, nullable=False),
        sa.Column("state_since", sa.Date, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("expected", sa.Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["action_id"], ["actions.id"], name="fk_action_versions_action_id"),
        sa.UniqueConstraint("action_id", "number", name="uq_action_versions_action_id_number"))
    _create(
        "comments",
        sa.Column("measure", _KEY, nullable=False),
        sa.Column("place", _KEY, nullable=False),
        sa.Column("as_at", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("public", sa.Boolean, nullable=False))
    op.create_index("ix_comments_measure_place_as_at", "comments", ["measure", "place", "as_at"])


def downgrade() -> None:
    for table in ("comments", "action_versions", "action_children", "actions", "minutes", "notes",
                  "surgeries", "writes"):
        op.drop_table(table)


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    """A table of rows that each belong to one act of writing."""
    op.create_table(
        table,
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("write_id", sa.Integer, nullable=False),
        *parts,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        sa.ForeignKeyConstraint(["write_id"], ["writes.id"], name=f"fk_{table}_write_id"),
        sa.UniqueConstraint("write_id", name=f"uq_{table}_write_id"))


def _of_surgery(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["surgery_id"], ["surgeries.id"], name=f"fk_{table}_surgery_id")
