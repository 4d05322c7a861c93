"""The monitoring: three lines over a small store of months made by hand."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from data.actions import Actions, DatabaseUnavailable, open_actions
from data.actions.database import Database
from data.asking import NotFound
from data.disclosure.files import PublicFiles
from data.disclosure.publish import publish_public
from data.queries import Queries
from data.settings import Settings
from data.snapshots.live import Live
from data.snapshots.store import Store
from data.summaries.asked import Asked
from data.summaries.monitored import nearest, quarters
from data.summaries.monitoring import monitoring
from data.summaries.report import Report, Table
from data.summaries.saying import day_words
from data.viewers import Viewer
from tests.data.actions.agreed import agree, token
from tests.data.county import CATALOGUE
from tests.data.signals.making import (
    DECIDED,
    MARCH,
    NORFOLK,
    NORWICH,
    PLAIN,
    REVIEWS,
    month_ends,
    publish,
    rows,
    worked_out,
)

BASELINE, DECEMBER = dt.date(2015, 7, 31), dt.date(2015, 12, 31)
DIRECTOR = Viewer("director")
HEALTH = "lac-rha-up-to-date"
DAYS = month_ends(12)
"""April 2015 to March 2016; December 2015 has no snapshot."""
FILE = f"""
id = "2015"
name = "The inspection"
baseline = 2015-07-31
[[documents]]
id = "report"
name = "the inspection report"
date = 2015-10-19
[[lines]]
id = "reviews"
title = "Reviews"
kind = "criticism"
said = "Reviews came late."
sources = [{{ document = "report", where = "paragraph 58" }}]
measures = ["{REVIEWS}", "{DECIDED}", "lac-dental"]
printed = [
    {{ measure = "{REVIEWS}", date = 2015-07-31, value = 75, document = "report", where = "58" }}]
evidence = [
    {{ date = 2015-09-01, words = "New teams." }},
    {{ date = 2016-09-01, words = "Still to come." }},
]
[[lines]]
id = "decisions"
title = "Decisions"
kind = "criticism"
said = "Decisions came late."
sources = [{{ document = "report", where = "paragraph 25" }}]
measures = ["{DECIDED}"]
[[lines]]
id = "coaching"
title = "Coaching"
kind = "recommendation"
said = "Managers should be coached."
sources = [{{ document = "report", where = "recommendation 2" }}]
baseline = 2016-03-31
see = ["reviews", "decisions"]
"""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Asked]:
    """Reviews: 600 of 1,000 on time to August 2015, 900 from then on. Decisions: 80 of 100, give
    or take two, throughout. Of dental checks the extract says nothing.
    """
    folder = tmp_path_factory.mktemp("monitored")
    path = folder / "lines.toml"
    path.write_text(FILE, encoding="utf-8")
    authority = PLAIN.model_copy(update={
        "summaries": PLAIN.summaries.model_copy(update={"monitoring": (path,)})})
    store = Store(folder / "store")
    for n, day in enumerate(DAYS):
        if day != DECEMBER:
            met = 600.0 if day <= dt.date(2015, 8, 31) else 900.0
            publish(store, day, rows(day, {
                (REVIEWS, NORFOLK): (met, 1000.0), (REVIEWS, NORWICH): (met, 1000.0),
                (DECIDED, NORFOLK): (80.0 + n % 3, 100.0),
                (DECIDED, NORWICH): (80.0 + n % 3, 100.0),
                (HEALTH, NORFOLK): (1500.0 - met, 1000.0),
                (HEALTH, NORWICH): (1500.0 - met, 1000.0)}))
    publish_public(store, authority, CATALOGUE)
    chosen = Settings(store=store.root)
    database = Database(chosen)
    database.upgrade()
    database.close()
    book = open_actions(chosen)
    worked_out(store, authority)
    public = PublicFiles.of(store.root, authority, CATALOGUE)
    yield Asked(Queries(Live(store, public=public), authority, CATALOGUE), book)
    book.close()


@pytest.fixture(scope="module")
def overview(asked: Asked) -> Report:
    return monitoring(asked, MARCH)


@pytest.fixture(scope="module")
def reviews(asked: Asked) -> Report:
    """The line of reviews, with one action at the county's, two overdue and done in Norwich, and
    one that was agreed before the baseline.
    """
    book = asked.actions
    fields: dict[str, Any] = {
        "viewer": DIRECTOR, "measure": REVIEWS, "what": "Ask Jo Bloggs about child 17"}
    agree(book, **fields, place=NORFOLK, agreed_at=MARCH, due_on=dt.date(2016, 4, 30),
          owner="director")
    for state in ("open", "done"):
        made = agree(book, **fields, place=NORWICH, agreed_at=DAYS[-3],
                     due_on=dt.date(2016, 2, 29), owner=f"head:{NORWICH}")
        if state == "done":
            book.change(DIRECTOR, made.id, seen_version=1, token=token(), state="done",
                        reason="Done by Jo Bloggs", as_at=MARCH)
    agree(book, **fields, place=NORFOLK, agreed_at=dt.date(2015, 6, 30),
          due_on=dt.date(2015, 7, 31), owner="director")
    return monitoring(asked, MARCH, "reviews")


def table(report: Report, id: str) -> Table:
    (found,) = [one for one in report.tables() if one.id == id]
    return found


def doing(report: Report) -> list[str]:
    """What the council is doing."""
    return list(next(one for one in report.sections if one.id == "doing").sentences)


def texts(found: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.rows]


def test_a_row_a_line_says_then_now_and_the_verdict(overview: Report) -> None:
    reviewed, decided = texts(table(overview, "criticism-2015"))
    assert reviewed[0] == "Reviews: looked-after reviews on time"
    assert reviewed[1:5] == ["75\u202f%", "60\u202f%", "90\u202f%", "Signal of improvement"]
    assert decided[1:5] == ["–", "80\u202f%", "82\u202f%", "Not reached at this pace"]


def test_the_overview_says_how_many_signals_chance_alone_would_show(overview: Report) -> None:
    assert overview.lead == (
        "2 lines with a measure: 1 with a signal of improvement and 1 that will not reach the "
        "target at this pace. 1 line without one.")
    assert list(overview.sections[0].sentences) == [
        "2 lines could be told from chance. Since the baseline 1 shows a signal of improvement "
        "and none of getting worse. Had nothing changed, chance alone would show less than one, "
        "for better or worse."]


def test_a_measure_that_became_worse_is_named_though_another_speaks_for_its_line(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Fewer health assessments: 900 of 1,000 to August, 600 from then on."""
    path = tmp_path / "lines.toml"
    path.write_text(FILE.replace(f'measures = ["{DECIDED}"]',
                                 f'measures = ["{DECIDED}", "{HEALTH}"]'), encoding="utf-8")
    monkeypatch.setattr(asked.q, "authority", asked.q.authority.model_copy(update={
        "summaries": asked.q.authority.summaries.model_copy(update={"monitoring": (path,)})}))
    found = monitoring(asked, MARCH)
    assert texts(table(found, "criticism-2015"))[1][4] == (
        "Not reached at this pace; worse: health assessment up to date")
    assert ("A signal of getting worse is among the other measures: health assessment up to date."
            in found.sections[0].sentences)


def test_a_row_names_a_line_and_opens_its_page(overview: Report) -> None:
    first, *rest = table(overview, "criticism-2015").rows[0]
    assert first.href == "/summaries/monitoring/reviews"
    assert not any(cell.href for cell in rest)


def test_a_recommendation_without_a_measure_is_not_measured_here(
    asked: Asked, overview: Report,
) -> None:
    assert texts(table(overview, "recommendation-2015")) == [[
        "Coaching", "Not measured here", "Of the 2 lines it rests on, 1 shows a signal of "
                                         "improvement."]]
    page = monitoring(asked, MARCH, "coaching")
    assert page.lead.startswith("Not measured here.")
    assert texts(table(page, "rests-on-lines")) == [
        ["Reviews", "Signal of improvement"], ["Decisions", "Not reached at this pace"]]


def test_only_lines_that_are_judged_have_a_picture(overview: Report) -> None:
    assert [one.title for one in overview.pictures()] == ["Reviews", "Decisions"]


def test_the_quarters_run_from_the_baseline_to_now_and_a_missing_one_is_said(
    reviews: Report,
) -> None:
    found = table(reviews, "quarters")
    assert [row[:2] for row in texts(found)] == [
        ["31 July 2015, as printed", "75\u202f%"], ["31 July 2015, baseline", "60\u202f%"],
        ["30 September 2015", "90\u202f%"], ["31 December 2015", "[x]"],
        ["31 March 2016, now", "90\u202f%"]]
    assert found.notes == ("No figures are held of 31 December 2015: what is not there is not "
                           "filled in.",)


def test_a_measure_that_the_extract_has_not_is_said_and_not_drawn(reviews: Report) -> None:
    dental = next(one for one in reviews.items() if one.id == "lac-dental")
    assert dental.sentences == (
        "Dental check up to date: not in this extract.",
        "Cannot be judged. The figure is not in this extract, or not known.")
    assert (dental.verdict, dental.pictures) == ("not known", ())
    assert {row[3] for row in texts(table(reviews, "quarters"))} == {"[x]", "–"}


def test_the_overview_and_a_line_say_what_verdicts_compare_with(
    overview: Report, reviews: Report,
) -> None:
    stands = next(one for one in reviews.sections if one.id == "stands")
    assert stands.title == "How it stands: verdicts compare with the baseline of 31 July 2015"
    notes = [note for one in overview.tables() for note in one.notes]
    assert any("as known now. Verdicts compare with it." in note for note in notes)


def test_a_line_says_the_rule_behind_its_verdict(reviews: Report) -> None:
    first = next(iter(reviews.items()))
    assert first.sentences[1].startswith(
        "Signal of improvement. Its chart shows an improvement: the last month lies outside its "
        "usual range.")


def test_actions_are_counted_by_area_since_the_baseline(reviews: Report) -> None:
    assert doing(reviews) == [
        "Actions that surgeries have agreed about these measures since the baseline, "
        "3: 1 done, 2 open (1 overdue).", "The next open one is due on 30 April 2016.",
        "Norfolk and its services 1: 1 open; Norwich 2: 1 done, 1 open (1 overdue)."]


def test_no_word_of_an_action_is_printed(reviews: Report) -> None:
    assert "Bloggs" not in repr(reviews)
    assert "17" not in repr(reviews.sections)


def test_an_action_stands_as_it_stood_at_the_date(asked: Asked, reviews: Report) -> None:
    """Done in March: at the end of February both in Norwich were open."""
    before = monitoring(asked, dt.date(2016, 2, 29), "reviews")
    assert doing(before)[-1] == "Norwich 2: 2 open."


def test_what_is_published_about_a_measure_is_printed_and_nothing_else(
    asked: Asked, reviews: Report,
) -> None:
    for text, public in (("for all to read", True), ("for the house", False)):
        asked.actions.comment(DIRECTOR, measure=DECIDED, place=NORFOLK, as_at=MARCH, text=text,
                              token=token(), public=public)
    said = " ".join(monitoring(asked, MARCH, "decisions").sentences())
    assert "Contacts decided within one working day, 31 March 2016: For all to read" in said
    assert "for the house" not in said


def test_evidence_is_dated_and_none_is_from_after_the_date(reviews: Report) -> None:
    found = texts(table(reviews, "evidence-list"))
    assert found[0] == ["1 September 2015", "New teams.", "–"]
    assert "Still to come." not in repr(found)


def test_a_line_before_its_baseline_says_when_it_begins(asked: Asked) -> None:
    june = dt.date(2015, 6, 30)
    page = monitoring(asked, june, "reviews")
    assert page.lead == ("This line begins on 31 July 2015. Nothing is said of it at 30 June "
                         "2015: choose that date or a later one.")
    assert (list(page.tables()), list(page.pictures()), page.data) == ([], [], ())
    assert monitoring(asked, june).lead.startswith("The lines begin on 31 July 2015.")


def test_lines_that_begin_later_are_counted_and_not_judged(asked: Asked) -> None:
    found = monitoring(asked, dt.date(2016, 2, 29))
    assert "1 more line begins later, the first on 31 March 2016." in list(found.sentences())
    assert [one.id for one in found.tables()] == ["criticism-2015"]


def test_a_line_or_a_date_that_there_is_not_is_not_found(asked: Asked) -> None:
    with pytest.raises(NotFound, match="no line called visits in the monitoring"):
        monitoring(asked, MARCH, "visits")
    with pytest.raises(NotFound, match="no snapshot as at 2015-12-31"):
        monitoring(asked, DECEMBER)


def test_without_files_the_overview_says_that_no_lines_are_set(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(asked.q, "authority", PLAIN.model_copy(update={
        "summaries": PLAIN.summaries.model_copy(update={"monitoring": ()})}))
    assert monitoring(asked, MARCH).lead == (
        "No lines are set: the authority’s settings name no file of them.")


def test_a_second_file_adds_its_own_table(
    asked: Asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
) -> None:
    second = tmp_path / "second.toml"
    second.write_text(FILE.replace('"2015"', '"2016"').replace('id = "reviews"', 'id = "late"')
                      .replace('id = "decisions"', 'id = "slow"').replace('"coaching"', '"more"')
                      .replace('["reviews", "decisions"]', '["late", "slow"]'), encoding="utf-8")
    both = (*asked.q.authority.summaries.monitoring, second)
    monkeypatch.setattr(asked.q, "authority", asked.q.authority.model_copy(update={
        "summaries": asked.q.authority.summaries.model_copy(update={"monitoring": both})}))
    assert [one.id for one in monitoring(asked, MARCH).tables()] == [
        "criticism-2015", "recommendation-2015", "criticism-2016", "recommendation-2016"]
    assert monitoring(asked, MARCH, "slow").title == "Monitoring: Decisions"


def test_every_figure_is_in_the_data_once_and_printed_ones_with_their_source(
    reviews: Report,
) -> None:
    keys = [(row.measure, row.as_at, row.source) for row in reviews.data]
    assert len(keys) == len(set(keys))
    (printed,) = [row for row in reviews.data if row.source != "own"]
    assert (printed.source, printed.value) == ("the inspection report", 75)


def test_the_data_of_the_overview_has_every_date_of_a_line(overview: Report) -> None:
    assert [(row.as_at, row.value) for row in overview.data
            if row.measure == REVIEWS and row.source == "own"] == [
        (BASELINE, 60), (dt.date(2015, 9, 30), 90), (MARCH, 90)]


def test_without_the_database_the_figures_stand_and_the_rest_is_said(
    asked: Asked, monkeypatch: pytest.MonkeyPatch,
) -> None:
    def down(*_: object) -> None:
        raise DatabaseUnavailable("The database does not answer.")

    monkeypatch.setattr(Actions, "agreed", down)
    monkeypatch.setattr(Actions, "held", down)
    assert {row[-1] for row in texts(table(monitoring(asked, MARCH), "criticism-2015"))} == {"–"}
    said = list(monitoring(asked, MARCH, "reviews").sentences())
    assert ("What the surgeries agreed cannot be read now. The database it is kept in cannot be "
            "used.") in said


@pytest.mark.parametrize(("baseline", "as_at", "between"), [
    ("2015-07-31", "2016-03-31", ["2015-09-30", "2015-12-31"]),
    ("2015-09-30", "2015-12-31", []),
    ("2015-09-30", "2016-02-29", ["2015-12-31"]),
    ("2015-12-31", "2015-12-31", [])])
def test_quarters_end_with_march_june_september_and_december(
    baseline: str, as_at: str, between: list[str],
) -> None:
    first, last = dt.date.fromisoformat(baseline), dt.date.fromisoformat(as_at)
    assert quarters(first, last) == tuple(dict.fromkeys(
        (first, *map(dt.date.fromisoformat, between), last)))


def test_a_baseline_without_a_snapshot_takes_the_nearest_within_a_month() -> None:
    days = [dt.date(2015, 5, 31), dt.date(2015, 6, 30), dt.date(2015, 8, 31)]
    assert nearest(days, dt.date(2015, 7, 31)) == dt.date(2015, 8, 31)
    assert nearest(days, dt.date(2015, 6, 30)) == dt.date(2015, 6, 30)
    assert nearest(days, dt.date(2015, 10, 31)) is None


def test_a_withdrawn_revision_of_the_baseline_or_a_quarter_is_said_with_its_date(
    asked: Asked, reviews: Report, tmp_path: Path,
) -> None:
    """Of July, the baseline, a second revision; of August, which no line asks for, another."""
    store = Store(tmp_path / "store")
    shutil.copytree(asked.q.live.store.root, store.root)
    for day in (BASELINE, dt.date(2015, 8, 31)):
        publish(store, day, rows(day, {(REVIEWS, NORFOLK): (940.0, 1000.0)}))
        entry = store.withdraw(day, 2, by="analyst 7", why="wrong extract")
    assert entry.withdrawal
    assert entry.withdrawal.on
    live = Live(store, public=PublicFiles.of(store.root, asked.q.authority, CATALOGUE))
    other = Asked(Queries(live, asked.q.authority, CATALOGUE), asked.actions)
    said = (f"Revision 2 of 31 July 2015 was withdrawn on {day_words(entry.withdrawal.on)}.",)
    assert monitoring(other, MARCH).withdrawn == said
    assert monitoring(other, MARCH, "reviews").withdrawn == said
    assert monitoring(other, MARCH, "coaching").withdrawn == ()
    assert reviews.withdrawn == ()
