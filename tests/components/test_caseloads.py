"""Caseloads: marks and their scale, bands in words, places side by side, one team's workers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import pytest

from components.caseload_dots import WIDTH, caseload_dots, dots_words
from components.caseloads import band_names, caseloads_table, dots_key, team_caseloads
from components.sentence_of_caseloads import caseloads_sentence
from tests.components.made import every, text

BANDS, GUIDANCE = (12, 18, 22), (50, 70)


@dataclass(frozen=True)
class Worker:
    each: float | None
    newly_qualified: bool = False
    agency: bool = False
    worker: str = "sw-1"
    children: int | None = 18
    full_time_equivalent: float | None = 1.0


@dataclass(frozen=True)
class Load:
    place: str = "norwich"
    short: str = "Norwich"
    workers: tuple[Worker, ...] = ()
    children: int = 1234
    full_time_equivalent: float = 37.0
    each: float | None = 18.04
    bands: tuple[int, ...] = (1, 2, 3, 4)
    not_known: int = 0
    newly_qualified: int = 0
    newly_qualified_over: int = 0


def picture(*workers: Worker, bands: tuple[int, ...] = BANDS) -> str:
    drawn = caseload_dots(workers, bands=bands)
    assert drawn is not None
    return unquote(drawn.src)


def marks(svg: str, colour: str) -> list[tuple[float, float]]:
    """Where the marks of a colour stand."""
    path = re.search(rf"<path d='([^']*)' stroke='{colour}' stroke-width='[\d.]+' stroke-linecap",
                     svg)
    return [(float(x), float(y)) for x, y in re.findall(
        r"M([\d.]+) ([\d.]+)h0", path[1] if path else "")]


# Marks ------

def test_no_mark_stands_on_the_wrong_side_of_a_band() -> None:
    end = {words: float(x) for x, words in re.findall(
        r"<text x='([\d.]+)'[^>]*>([^<]*)<", picture(Worker(1)))}
    for each, low, high in ((12, "0", "12"), (12.5, "12", "18"), (18, "12", "18"),
                            (18.1, "18", "22"), (22, "18", "22"), (22.1, "22", "44+")):
        ((x, _),) = marks(picture(Worker(each)), "#12436d")
        assert end[low] < x < end[high], each


def test_marks_of_a_column_are_stacked_and_do_not_touch() -> None:
    found = marks(picture(Worker(17.2), Worker(17.4), Worker(18)), "#12436d")
    assert len({x for x, _ in found}) == 1
    assert sorted(y for _, y in found) == pytest.approx(
        [min(y for _, y in found) + 7 * n for n in range(3)])


def test_somebody_with_very_many_stands_at_the_end_of_the_scale() -> None:
    ((x, _),) = marks(picture(Worker(300)), "#12436d")
    assert x < WIDTH
    assert "300.0 children for a full-time post" in dots_words([Worker(300)], BANDS)


def test_agency_workers_are_square_and_newly_qualified_ones_hollow() -> None:
    svg = picture(Worker(10), Worker(15, newly_qualified=True), Worker(20, agency=True),
                  Worker(25, newly_qualified=True, agency=True))
    assert len(marks(svg, "#12436d")) == len(marks(svg, "#b8470a")) == 2
    assert svg.count("stroke='#fff'") == 2
    assert re.search("stroke='#12436d' stroke-width='6' stroke-linecap='round'", svg)
    assert re.search("stroke='#b8470a' stroke-width='5' stroke-linecap='square'", svg)


def test_the_scale_of_guidance_parts_where_guidance_does() -> None:
    svg = picture(Worker(60), bands=GUIDANCE)
    assert re.findall(r">(\d+\+?)</text>", svg) == ["0", "50", "70", "140+"]


def test_a_worker_whose_share_is_not_known_has_no_mark_and_nobody_no_picture() -> None:
    assert len(marks(picture(Worker(10), Worker(None)), "#12436d")) == 1
    assert caseload_dots([Worker(None)], bands=BANDS) is None
    assert caseload_dots([], bands=BANDS) is None


def test_the_picture_says_in_words_what_it_shows() -> None:
    drawn = caseload_dots([Worker(22), Worker(9.96), Worker(26.3), Worker(None)], bands=BANDS)
    assert drawn is not None
    assert drawn.alt == "3 workers, 10.0 to 26.3 children for a full-time post; 1 above 22"
    assert dots_words([Worker(9)], BANDS) == (
        "1 worker, 9.0 children for a full-time post; 0 above 22")


def test_a_county_of_workers_is_a_few_kilobytes() -> None:
    drawn = caseload_dots(
        [Worker(n % 40 + 0.5, agency=n % 3 == 0) for n in range(250)], bands=BANDS)
    assert drawn is not None
    assert len(drawn.src) < 6 * 1024


# Words ------

def test_bands_in_words() -> None:
    assert band_names(BANDS) == ["Up to 12", "Over 12 to 18", "Over 18 to 22", "Over 22"]
    assert band_names(GUIDANCE, reviewing=True) == ["Under 50", "50 to 70", "Over 70"]


def said(load: Load, **more: Any) -> str:
    return caseloads_sentence("Norwich", load, **{
        "bands": BANDS, "reviewing": False, "most": 12, **more})


def test_the_sentence_counts_those_above_the_last_band() -> None:
    assert said(Load()) == (
        "Norwich: 18.0 children for each full-time social worker; 4 of 10 have more than 22.")
    assert said(Load(bands=(0, 0, 0, 1))).endswith("; 1 of 1 has more than 22.")
    assert said(Load(bands=(1, 2, 3)), bands=GUIDANCE, reviewing=True) == (
        "Norwich: 18.0 children for each full-time reviewing officer; 3 of 6 have more than the "
        "70 that guidance gives at most.")


@pytest.mark.parametrize(("of", "over", "words"), [
    (1, 0, "The one newly qualified worker has at most 12."),
    (1, 1, "The one newly qualified worker has more than 12."),
    (3, 0, "None of the 3 newly qualified workers has more than 12."),
    (3, 1, "1 of the 3 newly qualified workers has more than 12."),
    (3, 2, "2 of the 3 newly qualified workers have more than 12."),
    (2, 2, "Both newly qualified workers have more than 12."),
    (3, 3, "All 3 newly qualified workers have more than 12.")])
def test_the_newly_qualified_in_a_sentence(of: int, over: int, words: str) -> None:
    assert said(Load(newly_qualified=of, newly_qualified_over=over)).endswith(f" {words}")


def test_a_share_that_is_not_known_is_said() -> None:
    assert said(Load(not_known=1)).endswith(
        " The share of a week is not known for 1 social worker.")
    assert said(Load(each=None, bands=(0, 0, 0, 0), not_known=2)) == (
        "Norwich: no social worker whose share of a week is known holds a case at this date. "
        "The share of a week is not known for 2 social workers.")
    assert said(Load(each=None, bands=(0,) * 4), reviewing=True).startswith(
        "Norwich: no reviewing officer")


# Tables ------

def table(*loads: Load) -> Any:
    return caseloads_table(
        loads, bands=BANDS, names=band_names(BANDS), heading="Area",
        href=lambda place: "" if place == "norfolk" else f"/caseloads?place={place}", caption="C")


def test_places_stand_side_by_side_below_the_whole() -> None:
    drawn = table(Load("norfolk", "Norfolk"), Load(each=None, full_time_equivalent=0))
    assert [text(row) for row in every(drawn, "Tr")] == [
        "Area Up to 12 Over 12 to 18 Over 18 to 22 Over 22 Children Full-time posts "
        "Children a post", "Norfolk 1 2 3 4 1,234 37.0 18.0", "Norwich 1 2 3 4 1,234 0.0 –"]
    assert [row.className for row in every(every(drawn, "Tbody"), "Tr")
            if getattr(row, "className", None)] == ["whole"]
    assert [found.href for found in every(drawn, "Link")] == ["/caseloads?place=norwich"]


def test_those_not_known_have_a_column_where_there_are_any() -> None:
    head, whole, part = every(table(Load(), Load(not_known=2)), "Tr")
    assert "Not known" in text(head)
    assert (text(whole), text(part)) == (
        "Norwich 1 2 3 4 0 1,234 37.0 18.0", "Norwich 1 2 3 4 2 1,234 37.0 18.0")


def test_marks_are_drawn_where_workers_may_be_seen_and_a_dash_elsewhere() -> None:
    drawn = table(Load(), Load(workers=(Worker(20),)))
    assert len(every(drawn, "Img")) == 1
    assert "Each worker, by children a post" in text(every(drawn, "Thead"))
    assert text(every(drawn, "Tr")[1]).startswith("Norwich – 1")
    assert not every(table(Load()), "Img")


def test_the_key_tells_the_marks_apart_in_words() -> None:
    assert text(dots_key(BANDS)) == (
        "Each mark is a worker: permanent agency newly qualified: hollow tinted: more than 22")
    assert text(dots_key(BANDS, of_one=True)).startswith("The mark is yours:")


def test_a_teams_workers_by_id() -> None:
    drawn = team_caseloads(Load(workers=(
        Worker(24, worker="sw-a", agency=True, full_time_equivalent=0.75),
        Worker(12, worker="sw-b", newly_qualified=True, children=12),
        Worker(12.5, worker="sw-c", newly_qualified=True, agency=True),
        Worker(None, worker="sw-d", children=3, full_time_equivalent=None),
        Worker(None, worker="sw-e", children=None, full_time_equivalent=None))),
        most=12, href=lambda worker: f"/cases?worker={worker}", caption="Workers of Norwich")
    assert [text(row) for row in every(drawn, "Tr")] == [
        "Worker Children Full-time equivalent Children a post About the worker",
        "sw-a 18 0.75 24.0 agency", "sw-b 12 1.00 12.0 newly qualified",
        "sw-c 18 1.00 12.5 newly qualified, agency, should hold 12 at most",
        "sw-d 3 not known – –", "sw-e not known not known – –"]
    assert every(drawn, "Link")[0].href == "/cases?worker=sw-a"
