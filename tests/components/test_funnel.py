"""The funnel and the small charts: who differs by more than chance, in words, shapes and counts."""

from __future__ import annotations

from urllib.parse import unquote

from components.funnel import Compared, funnel, funnel_sentence
from components.funnel_figure import Spot, funnel_figure
from components.small_multiples import small_multiples
from tests.components.charted import charted, signal
from tests.components.made import NAN, every, figure, measure, text

PEP = measure()


def place(name: str, met: float, cases: float, flag: str) -> Compared:
    few = cases < 6
    limits = {f"funnel_{side}{width}": NAN if few else value for side, width, value in (
        ("lower", "95", 70.0), ("upper", "95", 88.0), ("lower", "998", 64.0),
        ("upper", "998", 92.0))}
    return Compared(name, figure(PEP, met, cases),
                    signal(place=name.lower(), funnel=flag, funnel_centre=80.0, **limits))


PLACES = [place("Norwich", 80, 100, "within"), place("Breckland", 55, 100, "outside low"),
          place("South Norfolk", 90, 100, "worth a look high"), place("Yarmouth", 3, 4, "too few")]


def said(component: object) -> str:
    return text(component).replace("\u202f", " ")


def test_the_sentence_names_who_differs_and_who_is_worth_a_look() -> None:
    words = said(funnel(PEP, PLACES, whole="Norfolk"))
    assert "Breckland is further below Norfolk than chance explains." in words
    assert "South Norfolk is worth a look." in words
    assert "Chance alone would put one area in 500 outside." in words


def test_where_nobody_differs_that_is_said_and_nobody_ranked() -> None:
    spots = [Spot("A", 80, 100, "within"), Spot("B", 82, 100, "within")]
    assert funnel_sentence(spots, whole="Norfolk", kind="team") == (
        "No team is further from Norfolk than chance explains. "
        "Chance alone would put one team in 500 outside.")


def test_a_place_of_few_is_listed_by_its_counts_and_not_drawn() -> None:
    chart = funnel(PEP, PLACES, whole="Norfolk")
    assert "Fewer than 6 cases, so not drawn: Yarmouth 3 of 4." in said(chart)
    traces = every(chart, "Graph")[0].figure["data"]
    assert not [t for t in traces if "Yarmouth" in t.get("customdata", [])]


def test_places_outside_are_named_in_the_chart_and_those_within_are_not() -> None:
    traces = {t["name"]: t for t in every(
        funnel(PEP, PLACES, whole="Norfolk"), "Graph")[0].figure["data"]}
    assert (traces["Concern"]["text"], traces["Concern"]["marker"]["symbol"]) == (
        ["Breckland"], "diamond")
    assert traces["Within"]["text"] == [""]
    assert traces["Worth a look"]["text"] == ["South Norfolk"]


def test_the_place_looked_at_is_named_wherever_it_lies() -> None:
    chart = funnel(PEP, PLACES, whole="Norfolk", chosen="norwich")
    within = next(t for t in every(chart, "Graph")[0].figure["data"] if t["name"] == "Within")
    assert within["text"] == ["Norwich"]


def test_limits_are_curves_that_narrow_with_the_cases() -> None:
    spots = [Spot("A", 80, 10, "within"), Spot("B", 80, 400, "within")]
    low, high = (t["y"] for t in funnel_figure(PEP, spots, centre=80)["data"][2:4])
    assert high[0] - low[0] > 60
    assert high[-1] - low[-1] < 14
    assert max(high) <= 100


def test_the_table_has_every_place_with_its_limits_and_few_by_counts() -> None:
    rows = [said(row) for row in every(funnel(PEP, PLACES, whole="Norfolk"), "Tr")]
    assert rows[0] == "Area Figure 998 in 1,000 by chance Reading"
    assert rows[2] == "Breckland 55 % (55 of 100) 64 % to 92 % outside low"
    assert rows[4] == "Yarmouth 3 of 4 – too few"


def test_one_place_alone_is_no_funnel() -> None:
    assert funnel(PEP, PLACES[:1], whole="Norfolk") is None
    assert funnel(PEP, [place("A", 3, 4, "too few"), PLACES[0]], whole="Norfolk") is None


def test_small_charts_share_one_scale_and_say_what_they_show() -> None:
    quiet, low = charted([80, 84, 80, 76] * 3), charted([*[80, 84, 80, 76] * 3, 66])
    drawn = small_multiples(PEP, [("Norwich", "/n", quiet), ("Breckland", "/b", low)])
    first, second = every(drawn, "Img")
    assert first.alt.replace("\u202f", " ") == (
        "April 2015 to March 2016, last 76 %; usual is 69 % to 91 %")
    target = "M0 10H440"  # 95, the highest of all, at the top of both
    assert target in unquote(first.src)
    assert target in unquote(second.src)
    assert "76 % within its usual range" in said(drawn)
    assert "Concern: March 2016: below its usual range" in said(drawn)
    assert [a.href for a in every(drawn, "Link")] == ["/n", "/b"]


def test_small_charts_have_one_table_by_month_and_place_and_its_file() -> None:
    longer, short = charted([80, 84, 76]), charted([90, NAN], kind="")
    drawn = small_multiples(
        PEP, [("Norwich", "/n", longer), ("Breckland", "/b", short)], download="/areas.csv")
    (details,) = every(drawn, "Details")
    assert text(every(details, "Summary")[0]) == "View as table"
    assert [said(row) for row in every(details, "Tr")] == [
        "Month Norwich Breckland", "March 2016 76 % (76 of 100) –",
        "February 2016 84 % (84 of 100) 90 % (90 of 100)", "January 2016 80 % (80 of 100) –"]
    assert [a.href for a in every(drawn, "A")] == ["/areas.csv"]


def test_small_charts_of_no_figures_are_left_out() -> None:
    assert small_multiples(PEP, [("Norwich", "/n", charted([80]))]) is None


def test_a_gap_in_the_months_is_a_gap_in_the_small_line() -> None:
    drawn = small_multiples(PEP, [("N", "/n", charted([80, 84, NAN, 76, 80], kind=""))])
    picture = unquote(every(drawn, "Img")[0].src).split("<")
    line = next(part for part in picture if "fill='none'" in part)
    assert line.count("M") == 2
