"""A summary as a page and as a document: everything in it, explained, marked and reachable."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from components.as_html import as_html
from components.report import VERDICTS, report_parts, verdict_part
from components.report_document import document_html
from components.report_table import cell_words, report_table
from data.summaries.report import Cell, Column, Table, Verdict
from data.symbols import SYMBOLS
from tests.components.made import every as every_part
from tests.components.made import text
from tests.components.made_report import ITEM, TABLE, report

every: Callable[[Any, str], list[Any]] = every_part
"""With the properties that each kind of part has."""
CSS = Path(__file__).parents[2] / "assets" / "surgery.css"


def test_everything_the_report_says_stands_on_the_page_in_order() -> None:
    words = text(report_parts(report()))
    wanted = ["Everyone may have it.", "School", "Education plans", "Better",
              "79 of every 100", "Plans up to date, Norfolk", "From the case system.", "Numbers",
              "At the date.", "What the words mean", "What the signs mean", "About this summary",
              "31 March 2016", "education only", "The case system, to 31 March 2016."]
    for part in wanted:
        assert part in words, part
        words = words.partition(part)[2]


def test_the_first_of_each_term_on_the_page_leads_to_its_meaning() -> None:
    links = [one for one in every(report_parts(report()), "A") if one.href.startswith("#")]
    # What stands again further down, in another section too, is no link.
    assert [(text(one), one.href) for one in links] == [
        ("education plan", "#term-education-plan"),
        ("statistical neighbours", "#term-statistical-neighbours")]


def test_every_link_to_a_meaning_has_one_that_takes_the_keyboard() -> None:
    parts = report_parts(report())
    targets = {one.id: one for one in every(parts, "Dt") if getattr(one, "id", None)}
    assert all(one.tabIndex == -1 for one in targets.values())
    for one in every(parts, "A"):
        if one.href.startswith("#"):
            assert one.href[1:] in targets


def test_only_the_signs_that_occur_are_explained() -> None:
    words = text(report_parts(report()))
    for sign, means in SYMBOLS.items():
        assert (means in words) == (sign in "ck"), sign


def test_a_report_without_a_hidden_number_explains_no_sign() -> None:
    item = replace(ITEM, pictures=(), tables=())
    bare = report(sections=(replace(report().sections[0], items=(item,)),))
    assert "What the signs mean" not in text(report_parts(bare))


@pytest.mark.parametrize(("cell", "words"), [
    (Cell("55 %", 55.0), "55 %"), (Cell("", None, "c"), "[c]"), (Cell("hidden", None, "c"),
     "hidden [c]"), (Cell("[k]", None, "k"), "[k]"), (Cell(""), "–")])
def test_no_cell_is_blank_and_a_hidden_one_has_its_letter(cell: Cell, words: str) -> None:
    assert cell_words(cell) == words


@pytest.mark.parametrize("verdict", VERDICTS)
def test_every_verdict_is_a_word_and_a_shape(verdict: Verdict) -> None:
    css = CSS.read_text(encoding="utf-8")
    part: Any = verdict_part(verdict)
    assert text(part) == VERDICTS[verdict]
    assert f".verdict.{part.className.split()[-1]}::before" in css


def test_the_numbers_behind_a_picture_are_a_click_away_and_others_stand_open() -> None:
    parts = report_parts(report())
    behind = every(every(parts, "Details"), "Table")
    assert len(behind) == 1
    assert len(every(parts, "Table")) == 2


def test_an_item_leads_to_its_own_page_at_the_date_looked_at() -> None:
    parts = report_parts(report(), href=lambda to: f"{to}?as-at=2016-02-29")
    assert "/measures/pep-up-to-date?as-at=2016-02-29" in [one.href for one in every(parts, "Link")]


def test_files_are_links_that_load_no_page() -> None:
    parts = report_parts(report(), files=[("PDF", "/summaries/committee.pdf")])
    [found] = [one for one in every(parts, "A") if one.href == "/summaries/committee.pdf"]
    assert found.download == ""
    assert not [one for one in every(report_parts(report()), "A") if hasattr(one, "download")]


class Outline(HTMLParser):
    """The headings of a document in order, its images and its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.levels: list[int] = []
        self.images: list[dict[str, str | None]] = []
        self.html: dict[str, str | None] = {}
        self.links: list[str | None] = []
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if re.fullmatch(r"h\d", tag):
            self.levels.append(int(tag[1]))
        if tag == "img":
            self.images.append(given)
        if tag == "html":
            self.html = given
        if tag == "a":
            self.links.append(given.get("href"))
        if given.get("id"):
            self.ids.append(str(given["id"]))


def test_a_document_has_language_title_marking_and_headings_in_order() -> None:
    made = document_html(report(), ".x { }")
    outline = Outline(made)
    assert outline.html["lang"] == "en-GB"
    assert "<title>Performance report: Norfolk, as at 31 March 2016</title>" in made
    assert outline.levels[0] == 1
    assert outline.levels.count(1) == 1
    assert all(b - a < 2 for a, b in pairwise(outline.levels))
    assert all(image["alt"] for image in outline.images)
    assert len(outline.ids) == len(set(outline.ids))
    header, footer = made.partition("<main")[0], made.rpartition("</main>")[2]
    assert "OFFICIAL" in header
    assert "OFFICIAL" in footer
    assert "<script" not in made


def test_a_document_says_on_every_sheet_what_it_is_of_when_and_that_it_is_made_up() -> None:
    style = Outline(document_html(report(), "")).html["style"]
    assert style == ('--paper-title:"Performance report";--paper-marking:"OFFICIAL";'
                     '--paper-as-at:"Norfolk, as at 31 March 2016, revision 2";'
                     '--paper-made-up:"  ·  Made up"')
    real = document_html(report(made_up=False), "")
    assert '--paper-made-up:""' in str(Outline(real).html["style"])
    assert "made up" not in real.lower().partition("<style")[2]


def test_links_of_a_document_lead_to_the_server_or_nowhere() -> None:
    made = Outline(document_html(report(), ""))
    assert "https://surgery.example/measures/pep-up-to-date" in made.links
    without = Outline(document_html(report(address="/summaries/committee?as-at=2016-03-31"), ""))
    assert not [to for to in without.links if to and to.startswith("/measures")]


def test_where_it_is_kept_is_a_link_only_with_a_server_before_it() -> None:
    with_server, without = "https://surgery.example", "/summaries/committee?as-at=2016-03-31"
    for server, links in ((with_server, [f"{with_server}{without}"]), ("", [])):
        parts = report_parts(report(address=f"{server}{without}", terms=()))
        assert [one.href for one in every(parts, "A")] == links
    assert f"On this council’s Surgery, at {without}" in text(parts)
    assert "The newest revision of this date. This copy is of revision 2." in text(parts)


def test_a_name_that_looks_like_markup_is_only_words() -> None:
    made = document_html(report(title="<b>O’Brien & “Sons”</b>", place_name='A"B'), "")
    assert "<b>O’Brien" not in made
    assert "&lt;b&gt;O’Brien &amp; “Sons”&lt;/b&gt;" in made
    assert '\\"' in str(Outline(made).html["style"])


def test_the_table_keeps_its_title_heads_and_notes() -> None:
    made = as_html(report_parts(report(sections=(replace(
        report().sections[1], tables=(TABLE,)),))))
    assert "<caption>Plans up to date by area</caption>" in made
    assert 'scope="row"' in made
    assert made.count('scope="col"') == 2


def test_a_table_wider_than_paper_stands_in_parts_that_hold_every_column_once() -> None:
    areas = [f"Area {n}" for n in range(1, 41)]
    wide = Table("by-area", "All", (Column("Measure"), *(Column(a, "number") for a in areas)), (
        (Cell("Plans"), *(Cell(str(n)) for n in range(1, 41))),), ("A note.",))
    drawn = report_table(wide)
    tables = every(drawn, "Table")
    assert [text(every(one, "Caption")[0]) for one in tables] == [
        f"All, part {n} of 4" for n in (1, 2, 3, 4)]
    heads = [[text(th) for th in every(every(one, "Thead")[0], "Th")] for one in tables]
    assert [head[0] for head in heads] == ["Measure"] * 4
    assert [name for head in heads for name in head[1:]] == areas
    cells = [text(td) for one in tables for td in every(one, "Td")]
    assert cells == [str(n) for n in range(1, 41)]
    assert text(drawn).count("A note.") == 1


def test_a_page_of_many_items_leaves_the_numbers_behind_its_pictures_to_the_files() -> None:
    many = tuple(replace(ITEM, id=f"item-{n}") for n in range(7))
    long = report(sections=(replace(report().sections[0], items=many),))
    parts = report_parts(long, files=[("CSV", "/summaries/committee.csv")])
    assert every(parts, "Table") == []
    assert "The numbers behind every chart are in the Excel" in text(parts)
    bare = replace(many[0], id="bare", pictures=())
    long = report(sections=(replace(report().sections[0], items=(*many, bare)),))
    assert len(every(report_parts(long), "Table")) == 1
