"""Norfolk's published figures counted again from an extract, in plain pandas and nothing else.

It shares no code with the measures' SQL or with what makes the demo, so that a figure that agrees
with both is right for a reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd
import pyarrow as pa

from data.authority import Authority
from data.places import Places
from data.working_days import bank_holidays

HOLIDAYS = np.array(sorted(bank_holidays()), dtype="datetime64[D]")


class Recount:
    """The extract of a day as frames without the dataset's prefixes, and what counts in it."""

    def __init__(self, tables: Mapping[str, pa.Table], day: dt.date, authority: Authority) -> None:
        self._tables, self.day, self._authority = tables, pd.Timestamp(day), authority

    def frame(self, name: str, *columns: str) -> pd.DataFrame:
        """A table's columns, named as asked, dates as timestamps."""
        table = self._tables.get(f"ssd_{name}", self._tables.get(name))
        assert table is not None
        found = {}
        for column in columns:
            ending = "_" + column
            matches = [c for c in table.column_names if c == column or c.endswith(ending)]
            values = table.column(min(matches, key=len)).to_pandas()
            dates = pa.types.is_date(table.schema.field(min(matches, key=len)).type)
            found[column] = pd.to_datetime(values) if dates else values
        return pd.DataFrame(found)

    def working_days(self, a: pd.Series, b: pd.Series) -> np.ndarray:
        first = a.to_numpy().astype("datetime64[D]") + 1
        return np.busday_count(first, b.to_numpy().astype("datetime64[D]") + 1, holidays=HOLIDAYS)

    def after_working_days(self, a: pd.Series, n: int) -> pd.Series:
        days = np.busday_offset(
            a.to_numpy().astype("datetime64[D]"), n, roll="backward", holidays=HOLIDAYS)
        return pd.Series(pd.to_datetime(days), index=a.index)

    def in_month(self, dates: pd.Series) -> pd.Series:
        return (dates.dt.year == self.day.year) & (dates.dt.month == self.day.month)

    def age(self, born: pd.Series, at: pd.Timestamp) -> pd.Series:
        before = (born.dt.month > at.month) | (
            (born.dt.month == at.month) & (born.dt.day > at.day))
        return (at.year - born.dt.year - before).where(born <= at)

    def periods(self) -> pd.DataFrame:
        """Each period of care but short breaks: child, start, end, and whether it runs."""
        rows = self.frame("cla_episodes", "person_id", "clae_cla_id", "clae_entered_care_date",
                          "clae_cla_episode_ceased_date")
        rows.columns = ["person", "period", "start", "ceased"]
        rows["open"] = rows.ceased.isna() | (rows.ceased > self.day)
        periods = rows.groupby("period").agg(
            person=("person", "first"), start=("start", "min"), end=("ceased", "max"),
            open=("open", "any")).reset_index()
        legal = self.frame("legal_status", "person_id", "lega_legal_status", "start_date")
        legal.columns = ["person", "status", "since"]
        breaks = legal[legal.status.isin(["V3", "V4"])].merge(periods, on="person")
        return periods[~periods.period.isin(breaks[breaks.since == breaks.start].period)]

    def looked_after(self) -> pd.DataFrame:
        """Children looked after, with their birth date and ages."""
        now = self.periods().query("open")
        person = self.frame("person", "person_id", "pers_dob")
        person.columns = ["person", "born"]
        return now.merge(person, on="person", how="left")

    def lac_count(self) -> float:
        return float(self.looked_after().person.nunique())

    def lac_rate(self) -> float:
        population = self._authority.population_at(self._authority.id, self.day.date())
        assert population
        return 10_000 * self.lac_count() / population

    def plans_open(self) -> pd.DataFrame:
        plans = self.frame("cp_plans", "person_id", "cppl_cp_plan_end_date", "cppl_cp_plan_ola")
        plans.columns = ["person", "end", "elsewhere"]
        return plans[(plans.end.isna() | (plans.end > self.day)) & (plans.elsewhere != "Y")]

    def plan_count(self) -> float:
        return float(self.plans_open().person.nunique())

    def referrals(self) -> pd.DataFrame:
        rows = self.frame("cin_episodes", "cine_referral_id", "cine_person_id",
                          "cine_referral_date", "cine_close_date", "cine_referral_nfa")
        rows.columns = ["referral", "person", "on", "closed", "nfa"]
        return rows

    def re_referrals(self) -> float:
        rows = self.referrals()
        now = rows[self.in_month(rows.on)]
        pairs = now.merge(rows, on="person", suffixes=("", "_before"))
        days = (pairs.on - pairs.on_before).dt.days
        again = pairs[(days >= 1) & (days <= 365) & (pairs.closed_before <= pairs.on)]
        return 100 * now.referral.isin(again.referral).mean()

    def assessments(self) -> float:
        rows = self.frame("cin_assessments", "cina_assessment_id", "cina_referral_id",
                          "cina_assessment_start_date", "cina_assessment_auth_date")
        rows.columns = ["id", "referral", "start", "done"]
        rows = rows.sort_values(["referral", "start", "id"])
        rows["first"] = ~rows.duplicated("referral")
        rows = rows.merge(self.referrals()[["referral", "on"]], on="referral", how="left")
        rows = rows[self.in_month(rows.done)]
        clock = rows.on.where(rows["first"], rows.start)
        return 100 * float((self.working_days(clock, rows.done) <= 45).mean())

    def conferences(self) -> float:
        rows = self.frame("initial_cp_conference", "icpc_s47_enquiry_id", "icpc_icpc_date",
                          "icpc_icpc_transfer_in")
        rows.columns = ["enquiry", "held", "moved"]
        began = self.frame("s47_enquiry", "s47e_s47_enquiry_id", "s47e_s47_start_date")
        began.columns = ["enquiry", "began"]
        rows = rows[self.in_month(rows.held) & (rows.moved != "Y")].merge(began, on="enquiry")
        return 100 * float((self.working_days(rows.began, rows.held) <= 15).mean())

    def unallocated(self) -> pd.DataFrame:
        """Open children without a worker: child, team, looked after or not."""
        cases = self.referrals()
        open_now = cases[(cases.closed.isna() | (cases.closed > self.day)) & (cases.nfa != "Y")]
        care = set(self.looked_after().person)
        children = set(open_now.person) | care | set(self.plans_open().person)
        rows = self.frame("involvements", "invo_person_id", "invo_professional_id",
                          "invo_professional_role_id", "invo_professional_team",
                          "invo_involvement_start_date", "invo_involvement_end_date")
        rows.columns = ["person", "worker", "role", "team", "start", "end"]
        rows = rows[rows.role == "ALLOCATED CASE WORKER"]
        rows = rows[rows.end.isna() | (rows.end > self.day)]
        latest = rows.sort_values("start").drop_duplicates("person", keep="last")
        latest = pd.DataFrame({"person": sorted(children)}).merge(latest, on="person", how="left")
        staff = self.frame("workforce", "professional_id", "left_on")
        left = set(staff[staff.left_on <= self.day].professional_id)
        teams = {team.id for team in Places(self._authority).teams}
        nobody = (latest.worker.isna() | latest.worker.isin(left | teams)
                  | latest.worker.fillna("").str.casefold().isin(
                      self._authority.allocation.duty_labels))
        return latest[nobody].assign(care=lambda f: f.person.isin(care))

    def checks(self, *kinds: str) -> pd.DataFrame:
        rows = self.frame("cla_health", "clah_person_id", "clah_health_check_type",
                          "clah_health_check_date", "clah_health_check_status")
        rows.columns = ["person", "kind", "on", "status"]
        return rows[rows.kind.isin(kinds) & (rows.status == "Completed")]

    def open_children(self) -> float:
        """In need, on a plan or looked after; who has left care counts only while back in it."""
        cases = self.referrals()
        cases = cases[(cases.closed.isna() | (cases.closed > self.day)) & (cases.nfa != "Y")]
        left = self.frame("care_leavers", "person_id").person_id
        return float(len((set(cases.person) - set(left)) | set(self.looked_after().person)
                         | set(self.plans_open().person)))

    def families_helped(self) -> float:
        rows = self.frame("early_help_episodes", "family_id", "end_date")
        return float(rows[rows.end_date.isna() | (rows.end_date > self.day)].family_id.nunique())

    def police_conversion(self) -> float:
        rows = self.frame("contacts", "contact_source_code", "contact_date", "referral_id")
        rows.columns = ["source", "on", "referral"]
        rows = rows[(rows.source == "6") & self.in_month(rows.on)]
        return 100 * float(rows.referral.isin(self.referrals().referral).mean())

    def neglect(self) -> float:
        rows = self.frame("cp_plans", "cp_plan_latest_category")
        open_now = self.plans_open().index
        return 100 * float((rows.cp_plan_latest_category[open_now] == "NEG").mean())

    def second_plans(self, since: pd.Timestamp) -> float:
        rows = self.frame("cp_plans", "person_id", "cp_plan_start_date", "cp_plan_ola")
        rows.columns = ["person", "start", "elsewhere"]
        rows = rows[rows.elsewhere != "Y"].sort_values("start")
        return 100 * float(rows.duplicated("person")[rows.start >= since].mean())

    def second_plans_of_month(self) -> float:
        return self.second_plans(self.day.replace(day=1))

    def second_plans_of_year(self) -> float:
        return self.second_plans(self.day - pd.DateOffset(years=1) + pd.Timedelta(days=1))

    def privately_fostered(self) -> float:
        rows = self.frame("private_fostering", "person_id", "end_date")
        return float(rows[rows.end_date.isna() | (rows.end_date > self.day)].person_id.nunique())

    def pre_proceedings_reviewed(self) -> float:
        """Of the families there for more than eight weeks, those reviewed in the last eight."""
        rows = self.frame("pre_proceedings", "plo_family_id", "initial_pre_pro_meeting_date",
                          "outcome_date")
        rows.columns = ["family", "met", "ended"]
        reviews = self.frame("pre_proceedings_reviews", "family_id", "review_date")
        since = self.day - pd.Timedelta(days=56)
        families = set(rows[rows.ended.isna() & (rows.met < since)].family)
        reviewed = set(reviews[reviews.review_date >= since].family_id)
        return 100 * len(families & reviewed) / len(families)

    def missing_from_care(self) -> float:
        """Times missing since the first of April of the year, of children then looked after."""
        rows = self.frame("missing", "person_id", "missing_episode_start_date",
                          "missing_episode_type")
        rows.columns = ["person", "on", "kind"]
        rows = rows[(rows.kind == "M") & (rows.on >= pd.Timestamp(self.day.year, 4, 1))]
        care = rows.reset_index().merge(self.periods(), on="person")
        there = (care.start <= care.on) & (care.open | (care.end > care.on))
        return float(care[there]["index"].nunique())

    def initial_health(self) -> float:
        rows = self.periods()
        due = self.after_working_days(rows.start, 20)
        rows = rows.assign(due=due)[self.in_month(due) & (rows.open | (rows.end >= due))]
        done = rows.merge(self.checks("Initial Health Assessment"), on="person")
        done = done[(done.on >= done.start) & (done.on <= done.due)]
        return 100 * float(rows.period.isin(done.period).mean())

    def _last(self, rows: pd.DataFrame, checks: pd.DataFrame) -> pd.Series:
        return rows.person.map(checks.groupby("person").on.max())

    def reviewed_health(self) -> float:
        rows = self.looked_after()
        months = np.where(self.age(rows.born, self.day) < 5, 6, 12)
        back = {n: self.day - pd.DateOffset(months=n) for n in (6, 12)}
        since = pd.Series([back[n] for n in months], index=rows.index)
        base = rows[rows.start <= since]
        last = self._last(base, self.checks(
            "Initial Health Assessment", "Review Health Assessment"))
        stands = [bool(day + pd.DateOffset(months=int(n)) >= self.day) if pd.notna(day) else False
                  for day, n in zip(last, months[rows.index.isin(base.index)], strict=True)]
        return 100 * float(np.mean(stands))

    def dental(self) -> float:
        rows = self.looked_after()
        base = rows[rows.start <= self.day - pd.DateOffset(months=12)]
        last = self._last(base, self.checks("Dental Check"))
        return 100 * float((last + pd.DateOffset(months=12) >= self.day).mean())

    def education(self) -> float:
        rows = self.looked_after()
        year = self.day.year - (self.day.month < 9)
        age = self.age(rows.born, pd.Timestamp(year, 8, 31))
        settled = self.after_working_days(rows.start, 20) <= self.day
        base = rows[(age >= 4) & (age <= 15) & settled]
        meetings = self.frame("education_plans", "person_id", "review_date")
        meetings.columns = ["person", "on"]
        last = self._last(base, meetings)
        starts = pd.to_datetime([term.start for term in self._authority.terms])
        ends = pd.to_datetime([term.end for term in self._authority.terms])
        good = [pd.notna(day) and self.day <= ends[starts.searchsorted(day, side="right")]
                for day in last]
        return 100 * float(np.mean(good))

    def leavers(self) -> pd.DataFrame:
        rows = self.frame("care_leavers", "eligibility", "in_touch", "latest_contact",
                          "pathway_plan_review_date")
        rows.columns = ["kind", "touch", "contact", "reviewed"]
        return rows

    def pathway_plans(self) -> float:
        rows = self.leavers()
        base = rows[rows.kind.isin(["Relevant child", "Former relevant child"])
                    & ~rows.touch.isin(["DIED", "RHOM"])]
        return 100 * float((base.reviewed + pd.DateOffset(months=6) >= self.day).mean())

    def in_touch(self) -> float:
        rows = self.leavers()
        base = rows[~rows.touch.isin(["DIED", "RHOM", "NREQ"])]
        recent = base.contact.isna() | (base.contact >= self.day - pd.Timedelta(days=56))
        return 100 * float(((base.touch == "YES") & recent).mean())
