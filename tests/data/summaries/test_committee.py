"""The report to the committee, and the file that chooses its measures."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest

from data.asking import NotFound
from data.summaries.all_sentences import all_sentences, listed
from data.summaries.asked import PUBLIC, Asked
from data.summaries.committee import NOTHING, committee
from data.summaries.committee_file import CommitteeFileError, read_committee
from data.summaries.overview import lead, overview
from data.summaries.reading import Reading
from data.summaries.report import Section
from data.summaries.sentences import verdict
from tests.data.county import FEBRUARY, JANUARY, MARCH
from tests.data.looking import DIRECTOR
from tests.data.measures.worked import AUTHORITY
from tests.data.summaries.readings import (
    CATALOGUE,
    SEPTEMBER,
    hidden,
    number,
    reading,
    signal,
)

PEP, PATHWAY, UNALLOCATED = "pep-up-to-date", "cl-pathway-plan", "unallocated"
GOOD = """
[[groups]]
id = "care"
title = "In care"
measures = [{ id = "pep-up-to-date", title = "Education plans" }]
"""


def section(asked: Asked, id: str) -> Section:
    found = committee(asked, MARCH)
    return next(section for section in found.sections if section.id == id)


def test_the_report_says_whose_it_is_of_when_and_for_whom(asked: Asked) -> None:
    found = committee(asked, MARCH)
    assert (found.id, found.place, found.as_at, found.public) == (
        "committee", "norfolk", MARCH, True)
    assert (found.marking, found.address) == (
        "OFFICIAL", "/summaries/committee?as-at=2016-03-31")
    assert found.file == "committee-2016-03-31"


def test_every_measure_chosen_is_an_item_under_its_plain_heading(asked: Asked) -> None:
    path = AUTHORITY.summaries.committee
    assert path
    chosen = read_committee(path, CATALOGUE)
    found = committee(asked, MARCH)
    assert [item.id for item in found.items()] == chosen.measures
    assert next(found.items()).title == "Education plans"


def test_the_sentences_the_table_and_the_file_have_the_same_number(asked: Asked) -> None:
    found = committee(asked, MARCH)
    item = next(found.items())
    assert item.sentences[0].startswith("45 of every 100 looked-after children of school age")
    table = next(table for table in found.tables() if table.id == "by-area")
    assert table.rows[0][2].text == "45\u202f%"
    row = next(d for d in found.data if (d.measure, d.place, d.as_at) == (PEP, "norfolk", MARCH))
    assert table.rows[0][2].number == row.value == 100 * 14 / 31


def test_what_is_hidden_is_listed_by_name_as_not_known(asked: Asked) -> None:
    said = section(asked, "not-known").sentences
    assert said[0].startswith("Hidden, because a small number could point at someone: pathway")


def test_it_says_which_measures_have_englands_figure_beside_them_and_why_others_have_not(
    asked: Asked,
) -> None:
    *_, said = section(asked, "not-known").sentences
    assert said == (
        "England’s figure stands beside first conferences on time. For the other measures we hold "
        "no published figure of the same meaning for a year that had ended.")
    assert [item.title for item in committee(asked, MARCH).items()
            if any("In England" in one for one in item.sentences)] == ["First conferences on time"]
    *_, before = next(one for one in committee(asked, FEBRUARY).sections
                      if one.id == "not-known").sentences
    assert before.startswith("England’s figure stands beside no measure: we hold no published")


def test_what_was_marked_for_publication_is_printed_and_nothing_else(asked: Asked) -> None:
    assert section(asked, "doing").sentences == (NOTHING,)
    for text, public in (("we have hired two teachers.", True), ("For us alone.", False)):
        asked.actions.comment(DIRECTOR, measure=PEP, place="norfolk", as_at=MARCH, text=text,
                              public=public, token=str(uuid.uuid4()))
    assert section(asked, "doing").sentences == (
        "Education plans, 31 March 2016: We have hired two teachers.",)
    # February's report was out before.
    assert NOTHING in list(committee(asked, FEBRUARY).sentences())


def test_every_word_that_is_explained_occurs(asked: Asked) -> None:
    found = committee(asked, MARCH)
    words = {term.word for term in found.terms}
    assert {"looked-after children", "pathway plan", "target"} <= words
    assert "sexual exploitation" not in words


def test_a_date_without_a_snapshot_has_no_report(asked: Asked) -> None:
    with pytest.raises(NotFound):
        committee(asked, JANUARY)


def test_without_a_file_the_report_says_that_nothing_is_chosen(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    none = AUTHORITY.model_copy(update={
        "summaries": AUTHORITY.summaries.model_copy(update={"committee": None})})
    monkeypatch.setattr(asked.q, "authority", none)
    found = committee(asked, MARCH)
    assert found.lead == "No measures are chosen for this report."
    assert list(found.items()) == []


def test_all_sentences_are_listed_once_with_how_often_and_since_when(
    asked: Asked, tmp_path: Path,
) -> None:
    found = all_sentences(committee(asked, day) for day in asked.q.dates(PUBLIC))
    file = tmp_path / "sentences.txt"
    file.write_text("\n".join(listed(found)), encoding="utf-8")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert "pep-up-to-date" in lines
    assert ("  2x  2016-02-29  There is no figure from six months ago to set beside it."
            in lines)


def of(measure: str, met: int, variation: str) -> Reading:
    """So many of a hundred, ten more than six months ago."""
    return reading(measure, number(measure, met, 100), number(
        measure, met - 10, 100, as_at=SEPTEMBER), signal=signal(measure, variation=variation))


def test_the_measures_are_counted_by_what_is_more_than_chance_and_what_they_meet() -> None:
    found = [of(PEP, 96, "improvement high"), of(PATHWAY, 80, "concern low"),
             of("cl-in-touch", 80, "common cause"), of("cpp-visit-timely", 80, "")]
    assert lead(found) == (
        "Of 4 measures, 1 is better than usual by more than chance explains, 1 is worse, 1 shows "
        "no clear change and 1 cannot be judged. Of the 4 with a figure and a target, 1 meets it.")
    assert lead(found[2:3]) == (
        "Of 1 measure, none is better than usual by more than chance explains, none is worse and "
        "1 shows no clear change. The one with a figure and a target does not meet it.")


def test_the_lead_counts_what_the_words_beside_the_measures_say() -> None:
    found = [of(PEP, 80, "improvement high"), of(PATHWAY, 80, "improvement high"),
             of("cl-in-touch", 80, "common cause")]
    assert [verdict(one) for one in found] == ["better", "better", "no change"]
    assert lead(found).startswith("Of 3 measures, 2 are better than usual by more than chance "
                                  "explains, none is worse and 1 shows no clear change.")


def test_measures_of_which_no_way_is_better_are_left_out_and_the_lead_says_so() -> None:
    children = reading("lac-count", number("lac-count", 40), signal=signal(
        "lac-count", variation="neutral high"))
    assert lead([of(PEP, 80, "common cause"), children]).startswith(
        "Of 1 measure where more or less is better, none is better than usual")
    assert lead([children]) == ""


def test_where_no_chart_judges_any_measure_that_is_said_of_all_together() -> None:
    assert lead([of(PEP, 80, "")]) == (
        "Whether any of these measures has changed by more than chance cannot be told. The one "
        "with a figure and a target does not meet it.")


def test_what_chance_does_not_explain_is_named_by_its_heading() -> None:
    titles = {PEP: "Education plans", PATHWAY: "Pathway plans", UNALLOCATED: "Nobody’s children"}
    found = [reading(m, now, signal=signal(m, variation=v, rule="trend")) for m, now, v in (
        (PEP, number(PEP, 80, 100), "improvement high"),
        (PATHWAY, number(PATHWAY, 80, 100), "concern low"),
        (UNALLOCATED, hidden(), "concern high"))]
    said = overview(found, titles)
    assert said[:2] == ("Better than usual by more than chance explains: education plans.",
                        "Worse than usual by more than chance explains: pathway plans.")
    assert said[-1].startswith(
        "Small changes come and go. Each measure is compared with its own usual range:")
    assert "nobody" not in " ".join(said).lower()


@pytest.mark.parametrize(("wrong", "why"), [
    ("groups = 3", "groups: Input should be a valid"),
    (GOOD.replace("pep-up-to-date", "no-such"),
     "groups.0.measures.0.id: no measure called no-such"),
    (GOOD + GOOD.replace('"care"', '"other"'), "measure stands in it twice: pep-up-to-date"),
    (GOOD.replace("title = \"In care\"", "heading = \"In care\""), "groups.0.heading"),
    (GOOD.replace('"care"', '"In care"'), "groups.0.id"),
    ("groups =", "is not TOML")])
def test_a_file_that_cannot_be_used_is_refused_with_where_and_why(
    tmp_path: Path, wrong: str, why: str,
) -> None:
    file = tmp_path / "committee.toml"
    file.write_text(wrong, encoding="utf-8")
    with pytest.raises(CommitteeFileError, match=r"committee\.toml: ") as fault:
        read_committee(file, CATALOGUE)
    assert why in str(fault.value)


def test_a_file_that_is_not_there_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(CommitteeFileError, match=r"none\.toml: cannot be read"):
        read_committee(tmp_path / "none.toml", CATALOGUE)
