"""The accessibility statement has the form of the law, and says all that is known to fail."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import axe_playwright_python

from components.accessibility_statement import fault_words, statement
from data.accessibility import AXE, FAULTS, VERSION, excused
from data.authority import Authority, Contact, read_authority
from data.settings import NORFOLK
from tests.components.made import every, text

MODEL = [
    "How accessible this website is",
    "Feedback and contact information",
    "Enforcement procedure",
    "Technical information about this website’s accessibility",
    "Compliance status",
    "Non-accessible content",
    "What we’re doing to improve accessibility",
    "Preparation of this accessibility statement",
]
REASONS = ["Non-compliance with the accessibility regulations", "Disproportionate burden",
           "Content that’s not within the scope of the accessibility regulations"]


def norfolk(**contact: Any) -> Authority:
    authority = read_authority(NORFOLK)
    return authority.model_copy(update={"accessibility": Contact(**contact)}) \
        if contact else authority


def said(authority: Authority) -> str:
    return " ".join(text(part) for part in statement(authority))


def test_the_headings_are_those_of_the_model_statement_in_their_order() -> None:
    parts = statement(norfolk())
    assert [text(heading) for part in parts for heading in every(part, "H2")] == MODEL
    assert [text(heading) for part in parts for heading in every(part, "H3")] == REASONS


def test_the_sentences_of_the_law_are_there() -> None:
    words = said(norfolk())
    for sentence in (
            "Norfolk children’s services is committed to making its website accessible, in "
            "accordance with the Public Sector Bodies (Websites and Mobile Applications) (No. 2) "
            "Accessibility Regulations 2018.",
            "This website is partially compliant with the Web Content Accessibility Guidelines "
            "version 2.2 AA standard, due to the non-compliances listed below.",
            "Equality Advisory and Support Service (EASS)"):
        assert sentence in words


def test_every_known_fault_is_said_with_its_criterion_and_a_way_round() -> None:
    words = said(norfolk())
    assert FAULTS
    for fault in FAULTS:
        assert fault_words(fault) in words
        assert f"{fault.criterion} (level {fault.level})" in words
        assert all((fault.what, fault.instead, fault.plan))


def test_what_the_tests_pass_over_belongs_to_a_fault_that_is_said() -> None:
    assert excused() == {check for fault in FAULTS for check in fault.excused}


def test_the_statement_is_of_this_version_and_of_the_axe_that_runs() -> None:
    root = Path(__file__).parents[2]
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["version"] == VERSION
    axe = Path(axe_playwright_python.__file__).parent / "axe.min.js"
    assert axe.read_text("utf-8").startswith(f"/*! axe v{AXE}\n")


def test_the_contact_is_the_authoritys_and_says_when_it_is_made_up() -> None:
    made_up = "This is a demonstration: the address and the number are made up."
    assert made_up in said(norfolk())
    words = said(norfolk(email="access@council.example", answer_days=1))
    assert "email access@council.example" in words
    assert "within 1 working day." in words
    assert made_up not in words
    assert "call" not in words


def test_an_authority_without_a_contact_says_so() -> None:
    words = said(norfolk(name="Performance team"))
    assert "tell the performance team. No address is set here yet." in words
