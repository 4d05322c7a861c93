"""Who may answer for an action, by a key and in words."""

from __future__ import annotations

import pytest

from data.actions.owners import is_owner, owner_words
from tests.data.county import LYNN
from tests.data.looking import EVERYONE, TREE


def test_everyone_but_members_may_answer_for_an_action() -> None:
    assert {v.role for v in EVERYONE if not is_owner(v.owner_key, TREE)} == {"committee", "board"}


@pytest.mark.parametrize(("key", "words"), [
    ("director", "Director"), ("analyst", "Performance analyst"),
    ("head:kings-lynn-west-norfolk", "Head of social work, King’s Lynn & West"),
    (f"manager:{LYNN}", "Team manager, King’s Lynn & West looked-after"),
    ("manager:mash", "Team manager, Multi-agency safeguarding hub"),
    ("worker:worker-lynn-1", "Worker worker-lynn-1"),
    ("manager:closed-long-ago", "Team manager, closed-long-ago")])
def test_an_owner_in_words(key: str, words: str) -> None:
    assert owner_words(key, TREE) == words
