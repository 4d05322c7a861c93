"""The accessibility statement, with the headings and the legal sentences of the model statement of
the Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations 2018.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.numbers import day_words, plural
from components.panel import panel
from components.quick import quick
from data.accessibility import AXE, CHROMIUM, FAULTS, STANDARD, TESTED_ON, VERSION, Fault
from data.authority import Authority, Contact

LAW = ("Public Sector Bodies (Websites and Mobile Applications) (No. 2) Accessibility Regulations "
       "2018")
EASS = "https://www.equalityadvisoryservice.com/"
CAN = (
    "zoom to 400 % and read every page without scrolling it sideways",
    "set lines, words and letters further apart without anything being cut off",
    "reach and use everything with a keyboard alone, and see where you are",
    "have what every chart shows in words, and its figures in a table beneath it or in the "
    "spreadsheet of the summary",
    "tell every status by its word and its shape as well as by its colour",
    "use your own colours, high contrast and less motion",
    "print any page",
    "turn off the keys of single letters and numbers in surgery mode (“Keys”, at the top)",
)
LESS = (
    "Charts cannot be explored point by point with a keyboard. The table below each holds the "
    "same figures.",
    "Wide tables scroll sideways within their own frame, which takes the keyboard. On a phone "
    "most become cards, one a row.",
    "A PDF keeps the shape of its paper: on a small screen read the page itself. In longer "
    "summaries the numbers behind the charts are in the spreadsheets and not in the PDF.",
    "The website needs JavaScript.",
)


def statement(authority: Authority) -> list[Component]:
    """Everything under the title, part by part in the order of the model statement."""
    return [
        panel("How accessible this website is",
              html.P("We want as many people as possible to be able to use these figures. You "
                     "should be able to:"), _list(CAN),
              html.P("Some things do not work as well:"), _list(LESS)),
        _contact(authority.accessibility),
        panel("Enforcement procedure", html.P([
            "The Equality and Human Rights Commission (EHRC) is responsible for enforcing the "
            f"{LAW} (the ‘accessibility regulations’). If you are not happy with how we respond "
            "to your complaint, contact the ",
            html.A("Equality Advisory and Support Service (EASS)", href=EASS), "."])),
        panel("Technical information about this website’s accessibility", html.P(
            f"{_upper(authority.service_name)} is committed to making its website accessible, in "
            f"accordance with the {LAW}.")),
        panel("Compliance status", html.P(
            f"This website is partially compliant with the {STANDARD}, due to the non-compliances "
            "listed below." if FAULTS else
            f"This website is fully compliant with the {STANDARD}.")),
        panel("Non-accessible content", *_not_accessible()),
        panel("What we’re doing to improve accessibility", *_better()),
        panel("Preparation of this accessibility statement", *_prepared()),
    ]


def _contact(contact: Contact) -> Component:
    ways: list[Component] = []
    if contact.email:
        ways.append(html.Li(["email ", html.A(contact.email, href=f"mailto:{contact.email}")]))
    if contact.phone:
        ways.append(html.Li(f"call {contact.phone}"))
    asked = ("If you find a problem that is not listed here, think we are not meeting the "
             "accessibility regulations, or need a figure or a document in another form, such as "
             "large print, easy read or braille, ")
    if not ways:
        return panel("Feedback and contact information", html.P(
            f"{asked}tell the performance team. No address is set here yet."))
    return panel(
        "Feedback and contact information",
        html.P(f"{asked}tell us{f' ({contact.name})' if contact.name else ''}:"), html.Ul(ways),
        html.P("Say which page it is and what you tried to do. We’ll consider it and get back to "
               f"you within {plural(contact.answer_days, 'working day')}."),
        html.P("This is a demonstration: the address and the number are made up.")
        if contact.made_up else None)


def _not_accessible() -> list[Component]:
    return [
        html.P("The content listed below is non-accessible for the following reasons."),
        html.H3("Non-compliance with the accessibility regulations"),
        html.Ul([quick(html.Li, fault_words(fault)) for fault in FAULTS]) if FAULTS else
        html.P("Nothing that we know of."),
        html.H3("Disproportionate burden"),
        html.P("We claim none."),
        html.H3("Content that’s not within the scope of the accessibility regulations"),
        html.P("Nothing of this website. A document that a partner or the government publishes "
               "and that we name as a source is theirs."),
    ]


def fault_words(fault: Fault) -> str:
    """One fault: what, which criterion it fails, what to do instead and what becomes of it."""
    return (f"{fault.what} This fails WCAG 2.2 success criterion {fault.criterion} "
            f"(level {fault.level}). Instead: {fault.instead} {fault.plan}")


def _better() -> list[Component]:
    return [
        html.P("A change that breaks what the tests check cannot be released: they run on every "
               "page each time the software changes. What they let pass is listed above, or they "
               "fail."),
        html.P("Next: to mend what is listed above, and to have disabled people try the website "
               "with the screen readers, magnifiers and speech recognition they use. No date is "
               "set for that yet."),
    ]


def _prepared() -> list[Component]:
    when = day_words(TESTED_ON)
    return [
        html.P(f"This statement was prepared on {when}. It was last reviewed on {when}."),
        html.P(f"This website, version {VERSION}, was last tested on {when} against the "
               f"{STANDARD}. Those who make it carried out the test. Nobody independent has "
               "audited it."),
        _list((
            f"Every kind of page was tested in Chromium {CHROMIUM} with axe {AXE}, at the width "
            "of a desk and of a phone, with what opens closed and open, and forms with their "
            "errors.",
            "Programs pressed Tab through pages and looked where the keyboard was; narrowed each "
            "page to 320 pixels, which is 400 % zoom; set text further apart; and turned on "
            "forced colours and less motion. Pictures of the pages in forced colours were looked "
            "at.",
            "PDF files were tested against those rules of PDF/UA-1 that a program can check.",
            "It was not tested with a screen reader, a magnifier, speech recognition or a switch, "
            "nor in Firefox or Safari, nor by disabled people. Word files and spreadsheets were "
            "made after guidance and not tested with assistive technology. Programs find only "
            "some of the faults there can be.")),
    ]


def _list(words: Sequence[Any]) -> Component:
    return html.Ul([quick(html.Li, one) for one in words])


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]
