"""The list as a file, for those who may open the list; and whether the server is well."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from flask import Flask

from data.queries import Queries
from data.snapshots.store import Store
from tests.data.county import BOTH_TEAMS, FORMULA, LYNN, MARCH, NORWICH, publish
from tests.web.conftest import Visitor

MEASURE = "lac-visit-timely"


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def audited(store: Path) -> list[dict]:
    return [json.loads(line) for path in sorted((store / "audit").glob("*.jsonl"))
            for line in path.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("role", "place", "status", "count"), [
    ("analyst", "norfolk", 200, 31), ("director", "norwich", 200, 13), ("head", "norfolk", 200, 31),
    ("head", NORWICH, 200, 11), ("manager", LYNN, 200, 13), ("manager", "norfolk", 200, 13),
    ("manager", NORWICH, 403, 0), ("manager", "norwich", 403, 0), ("worker", "norfolk", 200, 7),
    ("worker", NORWICH, 200, 0), ("worker", "no-area", 200, 0), ("committee", "norfolk", 403, 0),
    ("board", "norwich", 403, 0), ("analyst", "no-area", 200, 2), ("analyst", "atlantis", 404, 0),
    ("committee", "atlantis", 403, 0)])
def test_each_role_downloads_what_it_may_list(
    server: Flask, role: str, place: str, status: int, count: int,
) -> None:
    answer = Visitor(server, role).client.get(f"/cases.csv?measure={MEASURE}&place={place}")
    assert answer.status_code == status
    text = answer.get_data(as_text=True)
    if status == 200:
        assert answer.mimetype == "text/csv"
        assert len(rows(text)) == count
    else:
        assert "child-" not in text


@pytest.mark.parametrize("query", [
    "", "measure=none", f"measure={MEASURE}&as-at=2015-01-31",
    f"measure={MEASURE}&as-at=yesterday", f"measure={MEASURE}&as-at=2016-02-30",
    f"measure={MEASURE}&place=<script>"])
def test_what_does_not_exist_is_404_in_words(visitor: Visitor, query: str) -> None:
    answer = visitor.client.get(f"/cases.csv?{query}")
    assert answer.status_code == 404
    assert "<script>" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("chosen", [
    {}, {"status": "missed"}, {"status": "overdue", "sort": "-due_on"}, {"worker": BOTH_TEAMS},
    {"worker": "no-worker"}, {"search": "LYNN-1"}, {"sort": "person"}, {"status": "unknown"}])
def test_a_download_holds_the_rows_of_the_list(
    visitor: Visitor, q: Queries, chosen: dict[str, str],
) -> None:
    answer = visitor.client.get(
        "/cases.csv", query_string={"measure": MEASURE, "place": LYNN, **chosen})
    sort = chosen.get("sort", "due_on")
    found = q.cases(
        visitor.viewer(), MEASURE, LYNN, MARCH, size=1000,
        **{**chosen, "sort": sort.lstrip("-"), "descending": sort.startswith("-")})
    expected = [f"'{p}" if p == FORMULA else p for p in found.rows["person"]]
    assert [r["person"] for r in rows(answer.get_data(as_text=True))] == expected


@pytest.mark.parametrize(("role", "place", "status"), [
    ("analyst", "norfolk", 200), ("head", NORWICH, 200), ("manager", LYNN, 200),
    ("manager", NORWICH, 403), ("worker", "norfolk", 200), ("committee", "norfolk", 403),
    ("board", LYNN, 403), ("analyst", "atlantis", 404)])
def test_each_role_downloads_the_morning_it_may_list(
    server: Flask, q: Queries, role: str, place: str, status: int,
) -> None:
    visitor = Visitor(server, role)
    answer = visitor.client.get(f"/morning.csv?place={place}")
    text = answer.get_data(as_text=True)
    assert answer.status_code == status
    if status == 200:
        listed = [thing for page in q.morning_pages(visitor.viewer(), place, MARCH)
                  for entry in page for thing in entry.things]
        assert len(listed) > 0
        assert [(r["measure"], r["due_on"]) for r in rows(text)] == [
            (thing["measure"], thing["due_on"].isoformat()) for thing in listed]
    else:
        assert "child-" not in text


def test_the_mornings_download_is_narrowed_neutral_and_audited(
    visitor: Visitor, store: Path,
) -> None:
    answer = visitor.client.get(f"/morning.csv?place={LYNN}&when=overdue&worker=worker-lynn-1")
    found = rows(answer.get_data(as_text=True))
    assert {(r["status"], r["worker"]) for r in found} == {("overdue", "worker-lynn-1")}
    assert f"'{FORMULA}" in {r["person"] for r in found}
    assert FORMULA not in {r["person"] for r in found}
    noted = audited(store)[-1]["given"][0]
    assert (noted["morning"], noted["when"]) == (LYNN, "overdue")


def test_a_flow_measure_downloads_the_period_asked_for(visitor: Visitor) -> None:
    for period, count in (("", 4), ("month", 4), ("year", 12)):
        answer = visitor.client.get(f"/cases.csv?measure=re-referrals-12m&period={period}")
        assert len(rows(answer.get_data(as_text=True))) == count


def test_a_formula_is_text_to_a_spreadsheet(visitor: Visitor) -> None:
    answer = visitor.client.get(f"/cases.csv?measure={MEASURE}&place={LYNN}")
    people = [r["person"] for r in rows(answer.get_data(as_text=True))]
    assert f"'{FORMULA}" in people
    assert not [cell for r in rows(answer.get_data(as_text=True)) for cell in r.values()
                if cell.startswith(("=", "+", "@", "\t"))]


def test_dates_are_iso_and_not_known_is_said(visitor: Visitor) -> None:
    found = rows(visitor.client.get(f"/cases.csv?measure={MEASURE}").get_data(as_text=True))
    assert {r["status"] for r in found} == {"met", "not met", "not known"}
    assert {len(r["due_on"]) for r in found} == {10}
    assert {r["as_at"] for r in found} == {"2016-03-31"}


def test_the_file_is_named_after_measure_place_and_date(visitor: Visitor) -> None:
    answer = visitor.client.get(f"/cases.csv?measure={MEASURE}&place=norwich&as-at=2016-02-29")
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="{MEASURE}_norwich_2016-02-29.csv"')


def test_a_download_is_one_line_of_the_audit_log(server: Flask, store: Path) -> None:
    visitor = Visitor(server, "manager")
    before = len(audited(store))
    visitor.client.get(f"/cases.csv?measure={MEASURE}&search=lynn-1")
    (line,) = audited(store)[before:]
    assert line["address"] == f"/cases.csv?measure={MEASURE}&search=lynn-1"
    assert (line["role"], line["place"]) == ("manager", LYNN)
    assert line["given"] == [{
        "measure": MEASURE, "place": "norfolk", "as_at": "2016-03-31", "status": "all",
        "rows": 5, "of": 5}]


def test_a_refused_download_gives_nothing_and_notes_nothing(server: Flask, store: Path) -> None:
    before = len(audited(store))
    assert Visitor(server, "board").client.get(f"/cases.csv?measure={MEASURE}").status_code == 403
    assert len(audited(store)) == before


@pytest.mark.parametrize("query", [
    "search=%00", "search='; drop table cases --", "worker=' or 1=1 --", "sort=case;select 1",
    "status=' or 1=1", "period=year'", "search=%ff%fe", f"search={'a' * 10_000}",
    "search=%ed%a0%80", "sort=-", "status=all&status=met", "page=-1"])
def test_hostile_choices_are_harmless(visitor: Visitor, query: str) -> None:
    answer = visitor.client.get(f"/cases.csv?measure={MEASURE}&place={LYNN}&{query}")
    assert answer.status_code == 200
    assert len(rows(answer.get_data(as_text=True))) in (0, 13)


def test_the_server_says_it_is_well(visitor: Visitor) -> None:
    answer = visitor.client.get("/healthz")
    assert (answer.status_code, answer.get_json()) == (200, {
        "status": "ok", "latest": "as_at=2016-03-31/revision=1", "snapshots": 2, "refused": {}})


def test_the_server_names_a_snapshot_it_refuses_and_keeps_the_one_before(
    visitor: Visitor, store: Path,
) -> None:
    entry = publish(store, more=3)
    (entry.path / "cases.parquet").write_bytes(b"PAR1")
    try:
        answer = visitor.client.get("/healthz")
        assert answer.status_code == 200
        said = answer.get_json()
        assert said["status"] == "snapshots refused"
        assert said["refused"] == {
            entry.name: f"{entry.name}: cases.parquet is not as it was published"}
        assert said["latest"] == "as_at=2016-03-31/revision=1"
        assert visitor.open("/").status_code == 200
    finally:
        Store(store).withdraw(MARCH, entry.revision, by="a test", why="damaged on purpose")
