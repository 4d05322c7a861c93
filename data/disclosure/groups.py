"""The other tables that the public may open of a date: groups of children, kinds of plan, audits.

Each is a split of the county's figure, as areas are, so it is made safe together with them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import duckdb
import pandas as pd

from data.disclosure.table import SHOWN

LEAST = 30
"""A breakdown needs so many cases, and so many children."""
NOT_KNOWN = "Not known"
NOT_PLACED = "Not placed, or not known"
GROUPS: dict[str, tuple[tuple[str, str], ...]] = {
    "age": (
        ("Unborn", "unborn"), ("Under 1", "age = 0"), ("1 to 4", "age between 1 and 4"),
        ("5 to 9", "age between 5 and 9"), ("10 to 15", "age between 10 and 15"),
        ("16 and 17", "age between 16 and 17"), ("18 and over", "age >= 18")),
    "sex": (("Female", "sex = 'F'"), ("Male", "sex = 'M'"), ("Neither", "sex = 'I'")),
    "ethnicity": (
        ("White British", "ethnicity = 'WBRI'"), ("Other White", "ethnicity like 'W%'"),
        ("Mixed", "ethnicity like 'M%'"), ("Asian", "ethnicity like 'A%' or ethnicity = 'CHNE'"),
        ("Black", "ethnicity like 'B%'"), ("Other", "ethnicity = 'OOTH'")),
    "disability": (("Disabled", "disabled"), ("Not disabled", "not disabled")),
    "county": (("In the county", "in_area"), ("Outside the county", "not in_area")),
}
"""The groups of each breakdown in order, and who is in them: the first that fits. Age is that at
the date; ethnic groups are those of the 2011 census; in or out of the county is where a child is
placed, and nobody who is not looked after."""
KIND, AUDITED = "kind", "audited:"
"""The split of audits, answers and complaints by kind of plan, and what the measures of how many
of a kind were audited are called."""

_NUMBERS = """coalesce(sum(value), 0) as numerator,
       coalesce(sum(weight) filter (value is not null or not left_out), 0) as denominator,
       count(*) filter (value is null) as unknown, count(*) as cases"""
_LISTED = """
create temp table listed as
select c.measure, c.person, c.value, c.weight, a.left_out, a.plan_type{more}
from read_parquet($cases, hive_partitioning=false) c join asked a using (measure)
where {which} (a.starts is null or c.happened_on between a.starts and $as_at)
"""


def group_of(by: str) -> tuple[list[str], str]:
    """The names of a breakdown's groups, and the SQL of a child's number among them."""
    tests = " ".join(f"when {test} then {n}" for n, (_, test) in enumerate(GROUPS[by]))
    names = [name for name, _ in GROUPS[by]]
    return [*names, NOT_PLACED if by == "county" else NOT_KNOWN], (
        f"case {tests} else {len(names)} end")


def other_tables(
    folder: Path, as_at: dt.date, asked: pd.DataFrame,
) -> pd.DataFrame:
    """The county's groups, kinds and audits of a snapshot in ``folder``: split, part, measure and
    SHOWN. ``asked``: measure, starts (date; empty for no period), left_out, plan_type, voice (of
    audits, answers and complaints) and yearly (whether its period is the year, or none).
    """
    frames = [_EMPTY]
    given = {"cases": str(folder / "cases.parquet"), "as_at": as_at}
    with duckdb.connect(config={"threads": 1}) as con:
        con.register("asked", asked)
        con.execute(_LISTED.format(more="", which=""), given)
        if (folder / "children.parquet").exists():
            con.execute("create temp view children as select * from read_parquet("
                        f"'{_quoted(folder / 'children.parquet')}', hive_partitioning=false)")
            frames += _by_group(con)
        if (folder / "kinds.parquet").exists():
            con.execute("create temp view kinds as select * from read_parquet("
                        f"'{_quoted(folder / 'kinds.parquet')}', hive_partitioning=false)")
            con.execute(_LISTED.replace("listed", "voiced").format(
                more=', c."case"', which="a.voice and"), given)
            frames += [_by_kind(con), _audited(con)]
    return pd.concat(frames, ignore_index=True)


_EMPTY = pd.DataFrame({
    "split": pd.Series(dtype=str), "part": pd.Series(dtype=str), "measure": pd.Series(dtype=str),
    **{name: pd.Series(dtype=float) for name in SHOWN}})


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def _by_group(con: duckdb.DuckDBPyConnection) -> Iterator[pd.DataFrame]:
    """Each of GROUPS: one look at the cases for all of them."""
    codes = ", ".join(f"{group_of(by)[1]} as {by}" for by in GROUPS)
    con.execute(f"create temp table grouped as select person, {codes} from children")
    counted = con.execute(
        f"select measure, {', '.join(GROUPS)}, {_NUMBERS} "
        "from listed left join grouped using (person) group by all").df()
    people = con.execute(
        "select measure, count(distinct person) from listed group by measure").fetchall()
    cases = counted.groupby("measure")["cases"].sum()
    enough = [measure for measure, some in people if min(some, cases[measure]) >= LEAST]
    counted = counted[counted["measure"].isin(enough)]
    for by in GROUPS:
        names, _ = group_of(by)
        nth = counted[by].fillna(len(names) - 1).astype(int)
        rows = counted.assign(nth=nth).groupby(["measure", "nth"], as_index=False)[
            list(SHOWN)].sum()
        told = rows.groupby("measure")["nth"].transform("min") < len(names) - 1
        rows["part"] = [names[n] for n in rows["nth"]]
        yield rows[told].assign(split=by)[list(_EMPTY)]


def _by_kind(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    rows = con.execute(
        "select measure, case when kind in (select plan_type from asked) then kind else 'none' end "
        f'as part, {_NUMBERS} from voiced left join kinds using (measure, "case") '
        "group by all order by measure, part").df()
    return rows.assign(split=KIND)[list(_EMPTY)]


def _audited(con: duckdb.DuckDBPyConnection) -> pd.DataFrame:
    """How many with a plan of each kind were audited: nothing of a flow whose public period is
    another than the year that audits are counted over."""
    rows = con.execute(f"""
        with audits as (select distinct v.person, k.kind from voiced v
                        join kinds k using (measure, "case") where v.measure = 'audits-good')
        select '{AUDITED}' || l.plan_type as measure, count(a.person) as numerator,
               count(*) as denominator, 0 as unknown, count(*) as cases
        from listed l left join audits a on a.person = l.person and a.kind = l.plan_type
        where l.plan_type <> '' and l.measure in (select measure from asked where yearly)
        group by l.plan_type order by measure""").df()
    return rows.assign(split="", part="")[list(_EMPTY)]


def audited_identities(plans: Mapping[str, str]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The cases of each kind of plan (kind to measure) are those of whom so many were audited."""
    for kind, measure in plans.items():
        yield (measure, "cases"), (f"{AUDITED}{kind}", "cases")
