"""Every sentence of the committee's reports of the demo, in one file, and who can read them.

No browser takes part: the demo's store is the one that the browser tests have made.
"""

from __future__ import annotations

import re
from pathlib import Path

from data.actions import open_actions
from data.queries import open_queries
from data.settings import Settings
from data.summaries.all_sentences import all_sentences, listed
from data.summaries.asked import PUBLIC, Asked
from data.summaries.committee import committee
from tests.data.summaries.reading_age import reading_age

CLUMSY = re.compile(r"\bnan\b|\{|None\b(?! of)|  | ,|\.\.|\b(\w+) \1\b")
"""What a rule that goes wrong leaves behind."""


def test_every_sentence_of_the_demo_is_whole_and_for_a_reader_of_about_twelve(
    store: Path, tmp_path: Path,
) -> None:
    chosen = Settings(store=store)
    asked = Asked(open_queries(chosen), open_actions(chosen))
    found = all_sentences(committee(asked, day) for day in asked.q.dates(PUBLIC))
    file = tmp_path / "sentences.txt"
    file.write_text("\n".join(listed(found)), encoding="utf-8")
    sentences = [said for where, said in found if "," not in where]
    assert len(sentences) > 100
    assert [said for said in sentences if CLUMSY.search(said) or not said.endswith(".")] == []
    assert reading_age(sentences) <= 12.5
