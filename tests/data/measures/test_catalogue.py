"""The catalogue: every measure has its words, its sources and SQL that keeps to them."""

from __future__ import annotations

import re

import pytest
from pydantic import ValidationError

from data.measures import catalogue as module
from data.measures.catalogue import (
    DOMAINS,
    HERE,
    CatalogueError,
    Measure,
    catalogue_hash,
    read_catalogue,
)
from data.sources.tables import TABLES
from tests.data.measures.worked import AUTHORITY

CATALOGUE = read_catalogue()
EACH = pytest.mark.parametrize("measure", CATALOGUE.values(), ids=list(CATALOGUE))


def tables_named(sql: str) -> set[str]:
    """What a query reads from, without the names it makes itself."""
    plain = re.sub(r"--.*", "", sql)
    own = set(re.findall(r"(?:with|,)\s+(\w+)\s+as\s*\(", plain))
    return set(re.findall(r"(?<!distinct )\b(?:from|join)\s+(\w+)", plain)) - own


def shared_views() -> dict[str, set[str]]:
    """Each shared view and what it reads from."""
    text = (HERE / "views.sql").read_text(encoding="utf-8")
    parts = re.split(r"create table (\w+) as", text)[1:]
    return {name: tables_named(sql) for name, sql in zip(parts[::2], parts[1::2], strict=True)}


def read_by(measure: Measure) -> set[str]:
    """The source tables and views behind a measure, views opened up."""
    views, todo, found = shared_views(), tables_named(measure.sql), set()
    while todo:
        name = todo.pop()
        found.add(name)
        todo |= views.get(name, set()) - found
    return found


def test_there_are_90_measures_in_20_domains_in_the_order_of_a_childs_journey() -> None:
    assert len(CATALOGUE) == 90
    assert next(iter(CATALOGUE)) == "contacts-received"
    assert len({measure.domain for measure in CATALOGUE.values()}) == len(DOMAINS) == 20
    assert {path.stem for path in HERE.glob("*.toml")} == set(DOMAINS)


def test_no_two_measures_share_an_id() -> None:
    ids = [measure["id"] for domain in DOMAINS for measure in module._read(domain)]
    assert len(ids) == len(set(ids))


def test_37_measures_are_the_front_sheet_and_19_are_in_the_commissioners_words() -> None:
    assert sum(measure.core for measure in CATALOGUE.values()) == 37
    assert sum(bool(measure.commissioner) for measure in CATALOGUE.values()) == 19


@EACH
def test_every_measure_has_all_its_words(measure: Measure) -> None:
    for name in (
            "name", "domain", "plain_english", "statute", "clock", "basis", "what_to_do", "sql"):
        assert getattr(measure, name).strip(), name
    for name in ("plain_english", "basis", "what_to_do"):
        assert getattr(measure, name).rstrip()[-1] in ".?", f"{name} is a sentence"
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", measure.id)


@EACH
def test_a_target_says_where_it_comes_from_and_has_a_direction(measure: Measure) -> None:
    """A direction may be without a target: better than before is all that is asked."""
    assert bool(measure.target_source) == (measure.target is not None)
    assert measure.target is None or measure.better != "neither"


@EACH
def test_every_measure_belongs_to_a_service_of_the_authority(measure: Measure) -> None:
    assert measure.service in {service.id for service in AUTHORITY.services}


@EACH
def test_the_sources_are_tables_and_columns_that_exist(measure: Measure) -> None:
    assert measure.sources
    for source in measure.sources:
        table, _, column = source.partition(".")
        assert not column or TABLES[table].column(column)
        assert table in TABLES or source == "terms"


@EACH
def test_the_sql_reads_every_table_that_the_measure_says_it_needs(measure: Measure) -> None:
    tables = {source.split(".")[0] for source in measure.sources}
    assert tables - {"terms"} <= read_by(measure)
    asked_of = re.search(r"\bterm_(start|end)\(|\b(from|join) terms\b", measure.sql)
    assert ("terms" in tables) == (asked_of is not None)


@EACH
def test_the_sql_reads_nothing_but_source_tables_and_shared_views(measure: Measure) -> None:
    given = {*TABLES, *shared_views(), "terms", "places", "team_names", "allocated_roles"}
    assert read_by(measure) <= given


@EACH
def test_short_breaks_cannot_be_told_without_legal_statuses(measure: Measure) -> None:
    if "looked_after" in tables_named(measure.sql):
        assert "legal_status" in measure.sources


@EACH
def test_a_case_leads_to_a_child_where_the_sql_gives_one(measure: Measure) -> None:
    assert measure.names_child == ("null as person" not in measure.sql)


@EACH
def test_only_what_leads_to_a_child_is_called_a_child(measure: Measure) -> None:
    assert (measure.case == "child") == (measure.cases == "children")
    assert measure.names_child or measure.case != "child"


def test_an_authority_may_set_a_target_and_a_tolerance() -> None:
    own = read_catalogue(targets={"lac-dental": 90}, tolerances={"percent": 3})
    assert (own["lac-dental"].target, own["lac-dental"].target_source) == (
        90, "set by the authority")
    assert own["lac-dental"].tolerance == 3
    assert own["lac-count"].tolerance == 0


def test_a_target_for_a_measure_that_does_not_exist_is_refused() -> None:
    with pytest.raises(CatalogueError, match="no-such-measure"):
        read_catalogue(targets={"no-such-measure": 90})


@pytest.mark.parametrize(("wrong", "words"), [
    ({"kind": "flow"}, "month or a year"), ({"period": ("month",)}, "at a point"),
    ({"target_source": ""}, "needs its source"), ({"target_source": "heard"}, "begins with"),
    ({"unit": "furlong"}, "unit"),
    ({"colour": "red"}, "colour"),
])
def test_a_measure_that_contradicts_itself_is_refused(
    wrong: dict[str, object], words: str,
) -> None:
    with pytest.raises(ValidationError, match=words):
        Measure.model_validate({**CATALOGUE["lac-dental"].model_dump(), **wrong})


def test_a_wrong_domain_file_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_read", lambda domain: ({"id": "half", "unit": "percent"},))
    with pytest.raises(CatalogueError, match=r"front_door\.toml, half"):
        read_catalogue()


def test_the_hash_moves_with_a_word_or_a_line_of_sql() -> None:
    assert catalogue_hash(CATALOGUE) == catalogue_hash(read_catalogue())
    assert catalogue_hash(CATALOGUE) != catalogue_hash(read_catalogue(targets={"lac-dental": 90}))


@EACH
def test_a_headline_is_the_point_or_the_month_or_the_year_of_a_flow(measure: Measure) -> None:
    assert measure.headline_period in (
        ("month", "year") if measure.kind == "flow" else ("point",))
