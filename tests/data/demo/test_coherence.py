"""What the made-up Norfolk tells could have happened so: one thing after another, families
together, and nothing of a child whom nobody was working with."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
import pytest

from data.demo.norfolk import History
from tests.data.demo.recount import HOLIDAYS

Tables = dict[str, pd.DataFrame]


@pytest.fixture(scope="module")
def tables(history: History) -> Tables:
    """The extract of the story's last day as frames, dates as timestamps."""
    out = {}
    for name, table in history.extract_of(dt.date(2016, 6, 30)).items():
        frame = table.to_pandas(date_as_object=False)
        frame.columns = [c.split("_", 1)[1] if name.startswith("ssd_") and c[4:5] == "_" else c
                         for c in frame.columns]
        out[name.removeprefix("ssd_")] = frame
    return out


def working_days(a: pd.Series, b: pd.Series) -> pd.Series:
    """Working days from a to b, the day after a being the first; empty where one is empty."""
    known = a.notna() & b.notna()
    first, last = (column[known].to_numpy().astype("datetime64[D]") + 1 for column in (a, b))
    days = pd.Series(np.nan, index=a.index)
    days[known] = np.busday_count(first, last, holidays=HOLIDAYS)
    return days


def test_a_contact_is_decided_after_it_came_and_becomes_a_referral_of_the_same_child(
    tables: Tables,
) -> None:
    contacts = tables["contacts"]
    decided = contacts[contacts.decided_date.notna()]
    assert (decided.decided_date >= decided.contact_date).all()
    linked = contacts[contacts.referral_id.notna()].merge(
        tables["cin_episodes"], on="referral_id", suffixes=("", "_referred"))
    assert len(linked) == contacts.referral_id.notna().sum()
    assert (linked.person_id == linked.person_id_referred).all()
    assert (linked.contact_date == linked.referral_date).all()


def test_no_contact_without_a_link_has_a_referral_of_the_child_within_ten_days(
    tables: Tables,
) -> None:
    contacts = tables["contacts"]
    both = contacts[contacts.referral_id.isna()].merge(tables["cin_episodes"], on="person_id")
    days = (both.referral_date - both.contact_date).dt.days
    assert not ((days >= 0) & (days <= 10)).any()


def test_most_contacts_are_decided_by_the_next_working_day(tables: Tables) -> None:
    contacts = tables["contacts"]
    days = working_days(contacts.contact_date, contacts.decided_date)
    assert 0.8 < (days <= 1).mean() < 0.95
    assert days.max() > 3
    assert days.isna().any()


def test_early_help_ends_when_a_case_opens_and_begins_when_none_is_open(tables: Tables) -> None:
    both = tables["early_help_episodes"].merge(tables["cin_episodes"], on="person_id")
    assert not ((both.referral_date > both.episode_start_date)
                & ~(both.referral_date >= both.episode_end_date)).any()
    assert not ((both.referral_date < both.episode_start_date)
                & ~(both.close_date <= both.episode_start_date)).any()


def test_a_family_is_helped_together(tables: Tables) -> None:
    rows = tables["early_help_episodes"]
    together = rows.groupby(["family_id", "episode_start_date"])
    assert together.episode_organisation.nunique().max() == 1
    assert together.size().max() > 1
    again = rows.groupby("family_id").episode_start_date.nunique()
    assert (again > 1).any()


def test_a_first_view_is_neither_before_the_assessment_nor_after_it_is_authorised(
    tables: Tables,
) -> None:
    rows = tables["cin_assessments"]
    viewed = rows[rows.checkpoint_date.notna()]
    assert (viewed.checkpoint_date >= viewed.assessment_start_date).all()
    done = viewed[viewed.assessment_auth_date.notna()]
    assert (done.checkpoint_date <= done.assessment_auth_date).all()


@pytest.mark.parametrize(("table", "on"), [
    ("cin_visits", "cin_visit_date"), ("cp_visits", "cp_visit_date")])
def test_a_visit_is_written_up_on_its_day_or_after_and_mostly_within_two_working_days(
    tables: Tables, table: str, on: str,
) -> None:
    rows = tables[table]
    assert (rows.entered_on >= rows[on]).all()
    days = working_days(rows[on], rows.entered_on)
    assert 0.75 < (days <= 2).mean() < 0.9


def test_a_visit_is_by_the_allocated_worker_or_at_times_by_another(tables: Tables) -> None:
    visits = tables["cp_visits"].merge(tables["involvements"], on="person_id")
    held = visits[(visits.professional_role_id == "ALLOCATED CASE WORKER")
                  & (visits.involvement_start_date <= visits.cp_visit_date)
                  & ~(visits.involvement_end_date <= visits.cp_visit_date)]
    assert 0.85 < (held.visited_by == held.professional_id).mean() < 0.96
    assert tables["cp_visits"].visited_by.notna().all()


def test_why_a_child_was_not_seen_alone_is_told_only_of_a_child_who_was_seen_but_not_alone(
    tables: Tables,
) -> None:
    rows = tables["cp_visits"]
    told = rows[rows.alone_reason.notna()]
    assert set(told.cp_visit_seen) == {"Y"}
    assert set(told.cp_visit_seen_alone) == {"N"}
    assert set(told.alone_reason) == {"too-young", "refused", "unsuitable", "other"}
    assert not ((rows.cp_visit_seen == "N") & (rows.cp_visit_seen_alone == "Y")).any()


def test_a_review_of_a_child_in_need_plan_is_held_while_the_plan_runs(tables: Tables) -> None:
    both = tables["cin_reviews"].merge(tables["cin_plans"], on="cin_plan_id")
    assert len(both) == len(tables["cin_reviews"])
    assert (both.person_id_x == both.person_id_y).all()
    assert (both.review_date > both.cin_plan_start_date).all()
    assert not (both.review_date >= both.cin_plan_end_date).any()


def test_a_second_plan_begins_after_the_first_has_ended(tables: Tables) -> None:
    rows = tables["cp_plans"].sort_values(["person_id", "cp_plan_start_date"])
    before = rows.groupby("person_id").cp_plan_end_date.shift()
    second = rows.duplicated("person_id")
    assert second.sum() > 300
    assert (rows.cp_plan_start_date[second] > before[second]).all()
    other = rows.cp_plan_initial_category != rows.cp_plan_latest_category
    assert 0.01 < other.mean() < 0.2


def test_a_child_is_back_before_going_missing_again_and_is_talked_with_after(
    tables: Tables,
) -> None:
    rows = tables["missing"].sort_values(["person_id", "missing_episode_start_date"])
    following = rows.groupby("person_id").missing_episode_start_date.shift(-1)
    assert not (rows.missing_episode_end_date >= following).any()
    talked = rows[rows.interview_date.notna()]
    assert (talked.interview_date >= talked.missing_episode_end_date).all()
    hours, days = talked.interview_hours, (
        talked.interview_date - talked.missing_episode_end_date).dt.days
    timed = hours.notna()
    assert timed.any()
    assert ((hours[timed] >= 24 * days[timed] - 24) & (hours[timed] <= 24 * days[timed] + 24)).all()


def test_a_child_has_one_open_risk_at_most_and_is_between_ten_and_eighteen(
    tables: Tables,
) -> None:
    rows = tables["exploitation_risks"]
    assert not rows[rows.end_date.isna()].duplicated("person_id").any()
    born = rows.merge(tables["person"], on="person_id")
    age = (born.assessed_date - born.dob).dt.days / 365.25
    assert age.between(10, 18).all()


def test_a_family_is_in_pre_proceedings_together_and_reviewed_between_first_meeting_and_outcome(
    tables: Tables,
) -> None:
    rows = tables["pre_proceedings"]
    spells = rows.groupby(["plo_family_id", "pre_pro_decision_date"])
    assert spells.outcome_date.nunique(dropna=False).max() == 1
    assert spells.size().max() > 2
    both = tables["pre_proceedings_reviews"].merge(
        rows, left_on="family_id", right_on="plo_family_id")
    inside = (both.review_date >= both.initial_pre_pro_meeting_date) & ~(
        both.review_date > both.outcome_date)
    assert inside.groupby(both.review_id).any().all()


def test_pre_proceedings_that_led_to_court_end_on_the_day_of_the_application(
    tables: Tables,
) -> None:
    rows = tables["pre_proceedings"]
    issued = rows[rows.pre_pro_outcome == "Care proceedings issued"]
    both = issued.merge(tables["court_proceedings"], on="person_id")
    same = (both.outcome_date == both.issued_date).groupby(both.table_id).any()
    assert same.mean() > 0.95
    assert len(same) == len(issued)


def test_a_final_order_is_the_day_the_interim_care_order_ends(tables: Tables) -> None:
    court = tables["court_proceedings"]
    done = court[court.final_order_date.notna()]
    assert (done.final_order_date > done.issued_date).all()
    legal = tables["legal_status"]
    interim = legal[legal.legal_status == "C1"]
    both = done.merge(interim, on="person_id")
    ended = (both.final_order_date == both.legal_status_end_date).groupby(both.proceedings_id)
    assert ended.any().mean() > 0.99


def test_a_privately_fostered_child_is_a_child_in_need_who_is_not_in_care(
    tables: Tables,
) -> None:
    rows = tables["private_fostering"]
    both = rows.merge(tables["cin_episodes"], on="person_id")
    held = both[(both.referral_date <= both.notified_date)
                & ~(both.close_date < both.end_date)
                & ~(both.close_date.notna() & both.end_date.isna())]
    assert set(held.arrangement_id) == set(rows.arrangement_id)
    visits = tables["private_fostering_visits"].merge(rows, on="person_id")
    inside = (visits.visit_date >= visits.notified_date) & ~(visits.visit_date > visits.end_date)
    assert inside.groupby(visits.visit_id).any().all()
