"""Why something was not written. Each says so in words that can be shown as they are."""

from __future__ import annotations

from collections.abc import Iterable

from data.actions.records import Action, Challenge, Step, Version


class Invalid(ValueError):
    """What was typed cannot be kept. ``problems`` are pairs of a field and a sentence; the field
    is a parameter's name, and "form" where it is none in particular.
    """

    def __init__(self, problems: Iterable[tuple[str, str]]) -> None:
        self.problems = list(problems)
        super().__init__(" ".join(sentence for _, sentence in self.problems))


class ChangedMeanwhile(Exception):
    """Somebody else changed the action or challenge first. ``now`` is how it stands, ``since`` the
    versions, or steps, written after the one that was seen, oldest first.
    """

    def __init__(
        self, now: Action | Challenge, since: Iterable[Version] | Iterable[Step],
    ) -> None:
        self.now = now
        self.since = list(since)
        what = "challenge" if isinstance(now, Challenge) else "action"
        super().__init__(f"Somebody else changed this {what} while you were writing. Yours is not "
                         "kept yet: look at what they wrote, and send yours again if it still "
                         "holds.")


class DatabaseUnavailable(Exception):
    """The database cannot be read or written now. ``why`` is a sentence that says what to do;
    nothing that was sent has been half written, and the same token may be sent again.
    """

    def __init__(self, why: str) -> None:
        self.why = why
        super().__init__(why)
