"""Minutes in words, as a Word document and as CSV: built, and opened again."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from dataclasses import replace

import pytest
from docx import Document
from docx.oxml.ns import qn

from data.actions.records import Action, Minutes, Note, Surgery
from data.minutes_document import HEADS, actions_csv, printable, word_document
from data.minutes_seen import (
    CHANGED,
    IN_PART,
    MADE_UP,
    MARKING,
    AgreedSeen,
    ItemSeen,
    LineSeen,
    MinutesSeen,
    NoteSeen,
    minutes_seen,
)
from tests.data.county import CATALOGUE, LYNN
from tests.data.looking import TREE

AT = dt.datetime(2016, 4, 14, 9, 30, tzinfo=dt.UTC)
NASTY = "=1+1 \x00\x0b\x1b\ud800\ufffe{ PAGE } <b>😀</b>\r\nsecond line"
ACTION = AgreedSeen(7, NASTY, "Team manager, Norwich looked-after", dt.date(2016, 4, 28),
                    "Looked-after children visited on time", "Norwich",
                    "From 71\u202f% to 83\u202f%", ("child-1", "=2+3 child"), hidden=2)
MINUTES = MinutesSeen(
    "Norwich", dt.date(2016, 4, 14), dt.date(2016, 3, 31), 2, False,
    "Head of social work, Norwich", AT, "Head of social work, Norwich",
    AT + dt.timedelta(minutes=45), dt.date(2016, 5, 12),
    (ItemSeen(1, "What we agreed last time", "2 of 3 are done."),
     ItemSeen(4, "The children", "7 things are late.", (
         LineSeen("child-1, 40 days", "/children/child-1", "Late now"),
         LineSeen("child-2, 12 days", "/children/child-2", "Late now"),
         LineSeen("child-3", "/children/child-3", "Nobody is named for them")),
         (NoteSeen(NASTY, "Head of social work, Norwich", AT),))),
    (ACTION, replace(ACTION, what="See the children", children=(), hidden=0)))


def opened(minutes: MinutesSeen = MINUTES) -> Document:
    return Document(io.BytesIO(word_document(minutes)))


def test_headings_lists_and_notes_have_styles_of_their_own_and_no_paragraph_is_empty() -> None:
    found = [(p.style.name, p.text) for p in opened().paragraphs]
    assert found[0] == ("Title", "Minutes of the performance surgery, Norwich")
    assert [one for one in found if one[0].startswith(("Heading", "List"))] == [
        ("Heading 1", "1. What we agreed last time"), ("Heading 1", "4. The children"),
        ("Heading 2", "Late now"), ("List Bullet", "child-1, 40 days"),
        ("List Bullet", "child-2, 12 days"), ("Heading 2", "Nobody is named for them"),
        ("List Bullet", "child-3"), ("Heading 2", "Notes"), ("Heading 1", "Actions agreed")]
    assert all(text.strip() for _, text in found)
    assert found[-1][1].endswith("The next surgery is on 12 May 2016.")


def test_typed_text_stays_text_with_its_lines_and_emoji_without_what_xml_cannot_hold() -> None:
    document = opened()
    note = next(p.text for p in document.paragraphs if "second line" in p.text)
    assert note == ("Head of social work, Norwich, 14 April 2016 at 09:30 UTC: "
                    "=1+1 { PAGE } <b>😀</b>\nsecond line")
    assert document.tables[0].cell(1, 1).text == "=1+1 { PAGE } <b>😀</b>\nsecond line"
    body = zipfile.ZipFile(io.BytesIO(word_document(MINUTES))).read("word/document.xml")
    assert not re.search(rb"fldSimple|instrText|fldChar|hyperlink", body)


@pytest.mark.parametrize("text", ["a\tb\nc", "“é” ✓ \U0010ffff", "\u202e\u200d"])
def test_what_xml_can_hold_is_left_as_it_is(text: str) -> None:
    assert printable(text) == text


def test_the_table_of_actions_has_a_header_that_repeats_and_rows_that_are_not_torn() -> None:
    (table,) = opened().tables
    header, *rows = table.rows
    assert tuple(cell.text for cell in header.cells) == HEADS
    assert [row._tr.trPr.find(qn("w:tblHeader")) is not None for row in table.rows] == [
        True, False, False]
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert [cell.text for cell in rows[0].cells][2:] == [
        "Team manager, Norwich looked-after", "28 April 2016",
        "Looked-after children visited on time, Norwich", "From 71\u202f% to 83\u202f%",
        "child-1, =2+3 child, 2 not shown"]
    assert table._tblPr.find(qn("w:tblDescription")).get(qn("w:val")).startswith("One row")


def test_the_document_is_in_british_english_on_a4_and_marked_on_every_page() -> None:
    document = opened()
    languages = {found.get(qn("w:val")) for found in document.styles.element.iter(qn("w:lang"))}
    section = document.sections[0]
    assert (languages, document.core_properties.language) == ({"en-GB"}, "en-GB")
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21, 29.7)
    assert section.header.paragraphs[0].text == MARKING
    foot = section.footer.paragraphs[0]
    assert foot.text.startswith("Minutes of the performance surgery, Norwich.")
    assert foot._p.find(qn("w:fldSimple")).get(qn("w:instr")) == "PAGE"


def test_its_properties_say_what_it_is_and_nothing_of_the_machine() -> None:
    about = opened().core_properties
    assert (about.title, about.author, about.last_modified_by, about.comments) == (
        "Minutes of the performance surgery, Norwich", "Head of social work, Norwich",
        "Head of social work, Norwich", "")
    assert about.created == about.modified == AT + dt.timedelta(minutes=45)
    names = zipfile.ZipFile(io.BytesIO(word_document(MINUTES))).namelist()
    assert not [name for name in names if "app.xml" in name or "thumbnail" in name]


def test_the_same_minutes_give_the_same_bytes() -> None:
    assert word_document(MINUTES) == word_document(MINUTES)
    assert {one.date_time[0] for one in zipfile.ZipFile(
        io.BytesIO(word_document(MINUTES))).infolist()} == {1980}


@pytest.mark.parametrize(("other", "words"), [
    ({"whole": False}, IN_PART), ({"sound": False}, CHANGED), ({"made_up": True}, MADE_UP)])
def test_what_a_reader_must_know_first_is_said_first(other: dict[str, bool], words: str) -> None:
    assert MINUTES.warnings == ()
    found = [p.text for p in opened(replace(MINUTES, **other)).paragraphs]  # type: ignore[arg-type]
    assert words in found[:5]


def test_no_actions_are_said_to_be_none() -> None:
    document = opened(replace(MINUTES, actions=()))
    assert (len(document.tables), document.paragraphs[-2].text) == (0, "None.")


def test_csv_gives_the_actions_as_agreed_and_nothing_that_a_spreadsheet_runs() -> None:
    first, second = csv.DictReader(io.StringIO(actions_csv(MINUTES)))
    assert first["what"].startswith("'=1+1")
    assert (first["number"], first["due_on"], first["children"]) == (
        "1", "2016-04-28", "child-1 =2+3 child")
    assert (second["what"], second["children"]) == ("See the children", "")


def test_minutes_are_put_into_words_by_the_names_of_places_measures_and_roles() -> None:
    surgery = Surgery(3, "norwich", dt.date(2016, 3, 31), dt.date(2016, 4, 14), AT,
                      "head:norwich", AT, "director")
    action = Action(
        7, LYNN, "lac-visit-timely", 3, surgery.as_at, "director", AT, ("child-1",), 1, 1,
        "Visit", "worker:worker-1", dt.date(2016, 4, 28), "open", "", "All", surgery.as_at, AT,
        "director", may_change=True, may_close=True)
    gone = replace(action, place="closed-team", measure="old-measure", owner="manager:closed-team")
    record = {"name": "Norwich", "revision": 2, "next": "2016-05-12", "made_up": True, "items": [
        {"number": 4, "title": "The children", "sentence": "Late.", "lines": [
            {"under": "Late now", "words": "Late now: child-1.", "opens": "/children/child-1"}]}]}
    found = minutes_seen(Minutes(
        surgery, record, [Note(1, 3, "4", "Seen", AT, "analyst"), Note(2, 3, "5", "x", AT, "y")],
        [action, gone], AT, "director"), TREE, CATALOGUE)
    (item,) = found.items
    assert item.lines == (LineSeen("child-1.", "/children/child-1", "Late now"),)
    assert item.notes == (NoteSeen("Seen", "Performance analyst", AT),)
    assert [(a.owner, a.measure, a.place) for a in found.actions] == [
        ("Worker worker-1", "Looked-after children visited on time",
         "King’s Lynn & West looked-after"),
        ("Team manager, closed-team", "old-measure", "closed-team")]
    assert (found.opened_by, found.closed_by) == ("Head of social work, Norwich", "Director")
    assert found.standing == ("Held on 14 April 2016 with the figures as at 31 March 2016, "
                              "revision 2.")
