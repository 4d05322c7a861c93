"""What each period of care leaves in the tables: placements, visits, reviews, health, plans."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from data.authority import Authority
from data.demo.adopters import adopters_ledger, make_families
from data.demo.adoption import Journeys, permanence_ledger
from data.demo.advocacy import advocacy_ledger
from data.demo.allocations import Pieces
from data.demo.care import Care
from data.demo.care_reviews import late_then, make_reviews, review_ledger
from data.demo.care_visits import visit_ledger
from data.demo.cases import Cases
from data.demo.chance import Rng
from data.demo.days import INSPECTED
from data.demo.education import education_ledger
from data.demo.families import People
from data.demo.health import health_ledger, out_of_date
from data.demo.ledger import Ledger
from data.demo.permanence_plans import permanence_plan_ledger
from data.demo.placements import (
    Statuses,
    Stays,
    came_alone,
    care_ledgers,
    immigration_ledger,
)
from data.demo.schooling import attendance_ledger, suspension_ledger
from data.demo.wellbeing import ImmunisationList, questionnaire_ledger
from data.demo.whereabouts import whereabouts
from data.demo.workers import Posts, Workers


def life_in_care_ledgers(
    people: People, cases: Cases, care: Care, journeys: Journeys, stays: Stays,
    statuses: Statuses, reasons: NDArray[np.object_], held: Pieces, posts: Posts,
    workers: Workers, authority: Authority, chance: list[Rng],
) -> list[Ledger | ImmunisationList]:
    """The tables of looked-after children. ``chance`` is every stream of the story."""
    visits = visit_ledger(
        people, care, stays, held, posts, workers, chance[10], chance[21])
    reviews = make_reviews(care, chance[10], chance[21])
    health = health_ledger(people, care, chance[11])
    alone = came_alone(people, care, chance[7])
    where = whereabouts(
        care, stays, out_of_date(people, care, health, INSPECTED),
        _of_people(people, care, late_then(care, reviews, INSPECTED)),
        _of_people(people, care, np.isin(np.arange(care.n), alone)), chance[21])
    families, of_child = make_families(people, care, journeys, chance[23])
    return [
        *care_ledgers(people, care, stays, where, statuses, reasons, cases.need, chance[7]),
        permanence_plan_ledger(people, care, journeys, reviews.second(care.n), chance[23]),
        immigration_ledger(care, alone), visits, review_ledger(people, care, reviews, chance[21]),
        permanence_ledger(
            people, care, journeys, stays.with_carer(care.n), of_child, chance[23]),
        adopters_ledger(families, chance[23]),
        education_ledger(people, care, authority, chance[11], chance[24]),
        attendance_ledger(people, care, authority, chance[24]),
        suspension_ledger(people, care, authority, chance[24]),
        health, ImmunisationList(people, care, chance[25]),
        questionnaire_ledger(people, care, chance[25]),
        advocacy_ledger(people, care, chance[27]),
    ]


def _of_people(people: People, care: Care, periods: np.ndarray) -> np.ndarray:
    """Flags of periods of care as flags of the people."""
    out = np.zeros(people.n, dtype=bool)
    out[care.person[periods]] = True
    return out
