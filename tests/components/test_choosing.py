"""Choosing among many measures: the ways to them, all in brief, sentences that say which."""

from __future__ import annotations

from typing import Any

from components.brief import brief_table
from components.measure_choice import among_words, choice_note, measure_choice
from components.numbers import lower_first
from components.sentence import place_sentence, service_sentence
from data.measures.catalogue import Measure
from data.measures.choices import choices
from tests.components.made import COUNT, RATE, every, figure, href, kept_back, measure, text


def catalogue(many: int = 30) -> dict[str, Measure]:
    """So many measures: the first of health, named by the commissioner, the others of education."""
    made = [measure(id=f"m{n}", name=f"Measure {n}", domain="Health" if n == 0 else "Education",
                    commissioner="health assessments" if n == 0 else "") for n in range(many)]
    return {m.id: m for m in made}


MANY = catalogue()


def nav(rows: dict[str, Any], chosen: str = "commissioner") -> Any:
    return measure_choice(choices(MANY).values(), chosen=chosen, rows=rows,
                          href=lambda show: f"?show={show}")


def words(component: Any) -> str:
    return text(component).replace("\u202f", " ")


def test_the_choices_are_lists_of_links_in_a_navigation_and_the_chosen_one_is_marked() -> None:
    rows = {m.id: figure(m, 96, 100) for m in MANY.values()}
    drawn = nav(rows)
    assert text(drawn) == (
        "Named by the commissioner 1 All measures in brief 30 Health Education")
    assert [a.href for a in every(drawn, "Link")] == [
        "?show=all", "?show=health", "?show=education"]
    (here,) = every(drawn, "A")
    assert (text(here), getattr(here, "aria-current")) == ("Named by the commissioner", "true")
    assert len(every(drawn, "Ul")) == 2


def test_a_domain_says_how_many_are_off_target_and_not_in_the_extract() -> None:
    rows = {m.id: figure(m, 96 if n > 3 else 50, 100) for n, m in enumerate(MANY.values())}
    rows["m9"] = {**rows["m9"], "status": "not in this extract"}
    assert "Health 1 off target Education 3 off target, 1 not in this extract" in text(nav(rows))
    rows["m0"] = {**rows["m0"], "status": "not in this extract"}
    assert "Health not in this extract" in text(nav(rows))


def test_a_domain_of_which_nothing_is_there_is_left_out() -> None:
    assert "Health" not in text(nav({"m1": figure(MANY["m1"], 96, 100)}))


def test_what_stands_beside_the_heading_says_which_measures_and_how_many() -> None:
    commissioner, every_one, health, _ = choices(MANY).values()
    assert choice_note(commissioner, shown=1, total=30) == (
        "1 of 30 measures: named by the commissioner")
    assert choice_note(every_one, shown=30, total=30) == "30 measures"
    assert choice_note(health, shown=1, total=30) == "1 of 30 measures: health"
    assert choice_note(every_one, shown=12, total=30, short=True) == (
        "12 of 30 measures: those with cases here")


def test_a_sentence_about_some_measures_says_which() -> None:
    commissioner, every_one, health, _ = choices(MANY).values()
    assert [among_words(c) for c in (commissioner, every_one, health)] == [
        "of what the commissioner named", "", "in health"]
    rows = [figure(m, 50 if m.id == "m0" else 96, 100) for m in MANY.values()]
    said = place_sentence("Norwich", rows, MANY, shown=health.measures, among="in health")
    assert said.replace("\u202f", " ") == (
        "In health, the one measure with a target does not meet it; furthest from it: measure 0, "
        "50 % (50 of 100) against 95 %.")
    assert place_sentence("Norwich", rows, MANY).startswith("29 of 30 measures with a target meet")


def test_a_sentence_about_a_service_names_it_and_says_when_nothing_has_a_target() -> None:
    rows = [figure(m, 96, 100) for m in MANY.values()]
    assert service_sentence("Leaving care", "Norfolk", rows, MANY) == (
        "Leaving care across Norfolk: all 30 measures with a target meet it.")
    counted = service_sentence("Leaving care", "Norfolk", [figure(COUNT, 9)], {COUNT.id: COUNT})
    assert counted == (
        "Leaving care across Norfolk: no measure shown has a target.")


def test_an_abbreviation_keeps_its_capitals_inside_a_sentence() -> None:
    assert [lower_first(w) for w in ("Dental check", "SDQ completed", "")] == [
        "dental check", "SDQ completed", ""]


def test_in_brief_a_measure_is_a_line_with_its_figure_target_and_reading() -> None:
    all_of_them = {m.id: m for m in (MANY["m0"], MANY["m1"], RATE)}
    absent = {**kept_back(MANY["m1"]), "hidden": False, "status": "not in this extract"}
    drawn = brief_table(
        [figure(MANY["m0"], 512, 648), absent, figure(RATE, 458, 166507)],
        measures=all_of_them, place="norfolk", name="Norfolk", href=href)
    assert [words(row) for row in every(drawn, "Tr")] == [
        "Measure Norfolk Target Reading", "Health", "Measure 0 79 % · 512 of 648 95 % Off target",
        "Education", "Measure 1 – 95 % Not in this extract",
        "Children on a plan 27.5 per 10,000 · 458 – No target"]
    assert every(drawn, "Link")[0].href == "/measures/m0?place=norfolk"
    assert not every(drawn, "Img")
    assert "[c]" not in words(drawn)


def test_in_brief_a_hidden_number_is_hidden_and_the_key_says_what_that_means() -> None:
    drawn = brief_table([kept_back(MANY["m0"])], measures=MANY, place="a", name="A", href=href)
    assert "Measure 0 [c] 95 % Suppressed" in words(drawn)
    assert "[c]: hidden to protect people" in words(drawn)
