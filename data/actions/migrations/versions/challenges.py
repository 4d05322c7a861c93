"""The safeguarding board's challenges, and what became of each."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_KEY = sa.String(100)


def upgrade() -> None:
    op.create_table(
        "challenges",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("write_id", sa.Integer, nullable=False),
        sa.Column("what", sa.Text, nullable=False),
        sa.Column("whom", _KEY, nullable=False),
        sa.Column("raised_on", sa.Date, nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_challenges"),
        sa.ForeignKeyConstraint(["write_id"], ["writes.id"], name="fk_challenges_write_id"),
        sa.UniqueConstraint("write_id", name="uq_challenges_write_id"))
    op.create_table(
        "challenge_steps",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("write_id", sa.Integer, nullable=False),
        sa.Column("challenge_id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("kind", _KEY, nullable=False),
        sa.Column("on", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_challenge_steps"),
        sa.ForeignKeyConstraint(["write_id"], ["writes.id"], name="fk_challenge_steps_write_id"),
        sa.ForeignKeyConstraint(
            ["challenge_id"], ["challenges.id"], name="fk_challenge_steps_challenge_id"),
        sa.UniqueConstraint("write_id", name="uq_challenge_steps_write_id"),
        sa.UniqueConstraint(
            "challenge_id", "number", name="uq_challenge_steps_challenge_id_number"))


def downgrade() -> None:
    op.drop_table("challenge_steps")
    op.drop_table("challenges")
