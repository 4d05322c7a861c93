"""Pictures of a summary: what is hidden stays hidden, what is long stays legible."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise
from typing import Any
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from components.report_areas import name_lines
from components.report_drawing import SMALL_WIDTH, WIDE, WIDTH
from components.report_picture import picture_part, picture_svg
from data.summaries.report import Picture
from tests.components.made import every
from tests.components.made_report import NAN, areas, months

LONG = "St Andrew’s, the Far North-Western Villages and Broads-by-Sea"


def words(picture: Picture) -> list[str]:
    """The words in a picture, from the first drawn to the last."""
    return [one.text or "" for one in _of(picture, "text")]


def _of(picture: Picture, kind: str) -> list[ElementTree.Element]:
    tree = ElementTree.fromstring(picture_svg(picture))
    return list(tree.iter(f"{{http://www.w3.org/2000/svg}}{kind}"))


def bars(picture: Picture) -> list[int]:
    """How long each bar is."""
    [drawn] = [one for one in _of(picture, "path") if one.get("fill-opacity")]
    return [int(end) - int(begin)
            for begin, end in re.findall(r"M(\d+) \d+H(\d+)", str(drawn.get("d")))]


def test_a_file_says_what_it_is_and_what_it_shows() -> None:
    assert [one.text for one in _of(months(), "title")] == ["Plans up to date, Norfolk"]
    assert [one.text for one in _of(months(), "desc")] == ["From 70 % to 79 %."]
    assert words(months())[0] == "Plans up to date, Norfolk"


def test_on_a_page_the_words_are_the_images_description() -> None:
    image: Any
    [image] = every(picture_part(months()), "Img")
    assert image.alt == "From 70 % to 79 %."
    assert image.src.startswith("data:image/svg+xml,%3Csvg")
    assert not re.search(r"%(?![0-9A-F]{2})|[#<>]", image.src)


def test_a_line_names_its_last_figure_target_and_who_else_stands_where() -> None:
    said = words(months(target=95.0, beside=(("England, 2014/15", 66.0),
                                             ("Statistical neighbours, 2014/15", 67.5))))
    assert {"79\u202f%", "Target 95\u202f%", "England", "66\u202f%, 2014/15", "Neighbours",
            "67.5\u202f%, 2014/15", "Jan 2016", "Mar 2016"} <= set(said)


def test_a_small_one_is_as_wide_as_its_words_need_and_whole_as_a_file() -> None:
    picture = months(target=95.0, lower=(1.0,) * 3, upper=(2.0,) * 3,
                     marks=("", "worse", "better"), small=True)
    image: Any
    [image] = every(picture_part(picture), "Img")
    tree = ElementTree.fromstring(unquote(image.src.partition(",")[2]))
    assert tree.get("viewBox") == f"0 0 {SMALL_WIDTH} {image.height}"
    drawn = list(tree.iter("{http://www.w3.org/2000/svg}text"))
    assert {"Target 95\u202f%", "usual range", "worse, more than chance", "better"} <= {
        one.text for one in drawn}
    for one in drawn:
        if "e" not in one.get("class", "").split():  # begins at x, and does not end there
            assert float(one.get("x", 0)) + WIDE * len(one.text or "") <= SMALL_WIDTH
        assert float(one.get("y", 0)) < image.height
    assert picture_svg(picture) == picture_svg(replace(picture, small=False))


def test_one_letter_stands_for_months_too_near_for_two() -> None:
    labels = tuple(f"20{n // 12:02}-{n % 12 + 1:02}-28" for n in range(24))
    picture = months(*(NAN if n in (4, 6, 20) else 50.0 for n in range(24)), labels=labels,
                     symbols=tuple("c" if n in (4, 6, 20) else "" for n in range(24)))
    assert words(picture).count("[c]") == 2


def test_names_of_lines_at_one_height_stand_apart() -> None:
    level = months(95.0, 95.0, 95.0, target=95.0, beside=(("England, 2015", 95.0),))
    right = [float(one.get("y", 0)) for one in _of(level, "text") if one.get("x") == "247"]
    assert len(right) == 4
    assert all(below - above >= 12 for above, below in pairwise(right))


def test_a_hidden_month_is_a_gap_with_its_letter_and_no_mark_at_its_height() -> None:
    picture = months(70.0, NAN, 79.0, symbols=("", "c", ""))
    assert "[c]" in words(picture)
    lines = [one for one in _of(picture, "path") if one.get("stroke-width") == "2"]
    assert lines == []  # each month stands alone
    assert len(_of(picture, "circle")) == 2


def test_a_line_without_any_figure_says_why_in_words() -> None:
    assert "[x] not available" in words(months(NAN, NAN, NAN, symbols=("x", "x", "x")))


@pytest.mark.parametrize(("mark", "shape", "said"), [
    ("better", "circle", "better"), ("worse", "path", "worse, more than chance")])
def test_a_signal_is_marked_by_shape_and_word(mark: str, shape: str, said: str) -> None:
    plain, marked = months(), months(marks=("", "", mark))
    assert said in words(marked)
    assert said not in words(plain)
    assert ElementTree.tostring(_of(marked, shape)[-1]) != ElementTree.tostring(
        _of(plain, shape)[-1])


def test_a_month_that_is_missing_leaves_its_room() -> None:
    picture = months(labels=("2016-01-31", "2016-02-29", "2016-06-30"))
    [line] = [one for one in _of(picture, "path") if one.get("stroke-width") == "2"]
    first, second = (int(x) for x in re.findall(r"l(\d+)", str(line.get("d"))))
    assert second == pytest.approx(4 * first, abs=3)


def test_a_hidden_area_has_words_in_the_place_of_its_bar() -> None:
    picture = areas(("Norwich", "Breckland", "Broadland"), (55.0, NAN, NAN),
                    symbols=("", "c", "k"), marks=("apart", "", ""), target=95.0)
    said = words(picture)
    assert "[c] hidden" in said
    assert "[k] nearly none" in said
    assert said.count("apart") == 1
    assert len(bars(picture)) == 1


def test_a_bar_is_as_long_as_its_figure_and_begins_at_nothing() -> None:
    picture = areas(("A", "B"), (50.0, 100.0))
    half, whole = bars(picture)
    assert whole == 2 * half


@pytest.mark.parametrize("count", [1, 6, 40])
def test_forty_areas_stand_one_below_the_other_and_none_on_another(count: int) -> None:
    names = tuple(f"{LONG}"[n % 3:] if n % 2 else f"Area {n}" for n in range(count))
    picture = areas(names, tuple(float(n) for n in range(count)))
    heights = [float(one.get("y", 0)) for one in _of(picture, "text") if one.get("class") == "d e"]
    assert len(heights) == sum(len(name_lines(name)) for name in names)
    assert all(below - above >= 10 for above, below in pairwise(heights))
    tall = float(_of(picture, "svg")[0].get("viewBox", "").split()[3])
    assert max(heights) < tall < 60 + 60 * count


def test_a_name_of_sixty_letters_stands_whole_inside_the_picture() -> None:
    lines = name_lines(LONG)
    assert len(LONG) > 58
    assert " ".join(lines) == LONG
    assert lines[0].startswith("St Andrew’s")
    assert max(map(len, lines)) * WIDE < WIDTH / 3
    assert name_lines("King’s Lynn and West Norfolk") == ["King’s Lynn and", "West Norfolk"]


@pytest.mark.parametrize(("unit", "value", "said"), [
    ("percent", 79.2, "79\u202f%"), ("count", 1105.0, "1,105"), ("rate", 63.24, "63.2"),
    ("days", 15.0, "15 days"), ("mean", 15.04, "15.0")])
def test_a_figure_is_said_in_its_unit(unit: str, value: float, said: str) -> None:
    assert said in words(months(value, value, value, unit=unit))


@pytest.mark.parametrize("values", [(0.0, 0.0, 0.0), (100.0, 100.0, 100.0), (50.0, NAN, NAN),
                                    (99.9, 0.1, 50.0)])
def test_no_figure_is_drawn_outside_the_picture(values: tuple[float, float, float]) -> None:
    picture = months(*values, symbols=("", "c", "c"))
    tall = float(_of(picture, "svg")[0].get("viewBox", "").split()[3])
    for one in _of(picture, "circle"):
        assert 0 < float(one.get("cx", -1)) < WIDTH
        assert 0 < float(one.get("cy", -1)) < tall
    ticks = [one for one in words(picture) if one.endswith("%")]
    assert all(0 <= float(one.split("\u202f")[0]) <= 100 for one in ticks)
