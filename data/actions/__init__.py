"""What surgeries agree: actions with their history, notes, commentary and minutes; and what the
safeguarding board asks.

    from data.actions import actions
    action = actions().add(viewer, what="Two duty visits a week", owner="manager:…", …)

Every method takes a viewer and gives or writes only what that viewer may see or write. Nothing is
ever changed or deleted: a change is a further version, and all of them can be read. Every write
takes the token of the form it came from (a uuid), and the same token again gives what the first
one wrote: a double click makes one, and after a lost connection the same form may be sent again.

All methods raise DatabaseUnavailable, with a sentence to show; those that write also Invalid.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import cache

from data.actions.challenges import Challenges
from data.actions.commentary import Commentary
from data.actions.counts import Agreed, Counts, Held
from data.actions.database import Database
from data.actions.minutes import MinutesBook
from data.actions.record import utc_now
from data.actions.records import (
    STATES,
    Action,
    Challenge,
    Comment,
    Minutes,
    Note,
    State,
    Step,
    Surgery,
    Version,
)
from data.actions.refusals import ChangedMeanwhile, DatabaseUnavailable, Invalid
from data.asking import NotAllowed, NotFound
from data.configuration import read_configuration
from data.settings import Settings, settings

__all__ = ["STATES", "Action", "Actions", "Agreed", "Challenge", "ChangedMeanwhile", "Comment",
           "DatabaseUnavailable", "Held", "Invalid", "Minutes", "NotAllowed", "NotFound", "Note",
           "State", "Step", "Surgery", "Version", "actions", "open_actions"]


class Actions(MinutesBook, Commentary, Challenges, Counts):
    """Everything that surgeries and the safeguarding board write and read. One for a process, for
    all its threads: ``actions()``.
    """


@cache
def actions() -> Actions:
    """The actions of this process, by its settings."""
    return open_actions(settings())


def open_actions(chosen: Settings, *, clock: Callable[[], dt.datetime] = utc_now) -> Actions:
    """Actions in the database that the settings name. Opens no connection yet."""
    return Actions(Database(chosen), *read_configuration(chosen.authority), clock)
