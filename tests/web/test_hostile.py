"""Addresses meant to harm, and mistakes: a clear page each, never a fault; and the headers."""

from __future__ import annotations

import json
from collections.abc import Iterator
from urllib.parse import quote

import dash
import pytest
from flask import Flask

from data.settings import Settings
from pages._web.headers import add_headers
from tests.benchmarks.addresses import router_body
from tests.web.asking import addresses
from tests.web.conftest import CALLBACK, Visitor

HOSTILE = (
    "%00", "%0d%0aSet-Cookie:a=b", "%ff%fe", "%ed%a0%80", "☃", "\u202e", "a" * 10_000,
    "' or 1=1 --", '"><script>alert(1)</script>', "../../etc/passwd", "{}", "[]", "null", "-1",
    "1e309", "9" * 400, "NaN", "²", "%", "%zz", "a&a=b", "{place}", "__class__")
KEYS = ("as-at", "measure", "place", "by", "years", "show", "work", "service", "domain", "core",
        "whose", "status", "sort", "search", "worker", "period", "page", "q",
        "locality", "team", "self", "look", "address", "build", "name", "pathname", "key", "",
        "a b", "__init__", "children")


def paths() -> Iterator[str]:
    """One address of every registered page, and one of none."""
    seen = set()
    for address in addresses():
        path = address.partition("?")[0]
        template = next((p["path"] for p in dash.page_registry.values()
                         if path.split("/")[1] == p["path"].split("/")[1]), "none")
        if template not in seen:
            seen.add(template)
            yield "/cases?measure=lac-count" if path == "/cases" else path


def ask(visitor: Visitor, address: str) -> str:
    answer = visitor.open(address)
    assert answer.status_code == 200, (address[:200], answer.get_data(as_text=True)[-2000:])
    text = answer.get_data(as_text=True)
    assert "dash_html_components" in text
    assert "H1" in text, "a page has a heading, a refusal too"
    return text


@pytest.fixture(params=["analyst", "committee"])
def visitor(request: pytest.FixtureRequest, server: Flask) -> Visitor:
    return Visitor(server, request.param)


@pytest.mark.parametrize("value", HOSTILE)
def test_no_value_of_an_address_brings_a_page_down(visitor: Visitor, value: str) -> None:
    for path in paths():
        joint = "&" if "?" in path else "?"
        ask(visitor, f"{path}{joint}{'&'.join(f'{key}={value}' for key in KEYS if key)}")


@pytest.mark.parametrize("key", KEYS)
def test_no_name_in_an_address_brings_a_page_down(server: Flask, key: str) -> None:
    visitor = Visitor(server, "analyst")
    for path in paths():
        joint = "&" if "?" in path else "?"
        for query in ("{0}=x&{0}=y&{0}[]=x", "{0}"):
            ask(visitor, f"{path}{joint}{query.format(quote(key))}")


@pytest.mark.parametrize("value", HOSTILE)
def test_no_part_of_a_path_brings_a_page_down(visitor: Visitor, value: str) -> None:
    for template in ("/localities/{}", "/teams/{}", "/children/{}", "/measures/{}",
                     "/definitions/{}", "/{}", "/measures/{}/more", "//{}"):
        ask(visitor, template.format(value))


def test_a_date_is_refused_in_words(visitor: Visitor) -> None:
    for path in paths():
        joint = "&" if "?" in path else "?"
        text = ask(visitor, f"{path}{joint}as-at=yesterday")
        if path != "/nowhere":
            assert "is not a date. Write it as 2016-03-31." in text, path
        text = ask(visitor, f"{path}{joint}as-at=2012-01-31")
        if path != "/nowhere":
            assert "Nothing was published as at 31 January 2012." in text, path


def test_the_last_of_a_repeated_value_counts(visitor: Visitor) -> None:
    twice = ask(visitor, "/measures/lac-count?place=norwich&place=breckland")
    assert twice.count("Breckland") > twice.count("Norwich")


@pytest.mark.parametrize("inputs", [
    [], [{"id": "_pages_location", "property": "pathname", "value": 7}],
    [{"id": "_pages_location", "property": "pathname", "value": ["/"]},
     {"id": "_pages_location", "property": "search", "value": {"a": 1}}],
    [{"id": "_pages_location", "property": "pathname", "value": None},
     {"id": "_pages_location", "property": "search", "value": None}]])
def test_a_body_of_the_wrong_kind_gives_nothing_away(visitor: Visitor, inputs: object) -> None:
    body = {**json.loads(router_body("/")), "inputs": inputs}
    answer = visitor.client.post(CALLBACK, json=body)
    assert "child-" not in answer.get_data(as_text=True)
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("text", ["\\ud800", "\\u0000", "\\u202e", "\\uffff"])
def test_characters_that_cannot_be_written_do_no_harm(visitor: Visitor, text: str) -> None:
    """A body may hold half a character, which no address can."""
    for path, search in (("/", f"?as-at={text}"), (f"/teams/{text}", ""), (f"/{text}", ""),
                         ("/cases", f"?measure=lac-count&search={text}&worker={text}"),
                         ("/definitions", f"?domain={text}&search={text}")):
        body = router_body("/").decode().replace(
            '"pathname","value":"/"', f'"pathname","value":"{path}"').replace(
            '"search","value":""', f'"search","value":"{search}"')
        answer = visitor.client.post(CALLBACK, data=body, content_type="application/json")
        expected = 400 if text == "\\ud800" else 200
        assert answer.status_code == expected, answer.get_data(as_text=True)[-2000:]


def test_the_path_says_which_place_and_no_query_of_that_name(visitor: Visitor) -> None:
    for query in ("locality=breckland", "locality=breckland&locality=norwich", "locality="):
        assert '"title":"Norwich' in ask(visitor, f"/localities/norwich?{query}")
        assert "Norwich" in ask(visitor, f"/localities/norwich/?{query}").partition('"H1"')[0][-80:]
    assert '"H1"' in ask(visitor, "/measures/lac-count?measure=lac-rate")
    assert "Children looked after" in ask(
        visitor, "/measures/lac-count?measure=lac-rate").partition('"H1"')[0][-90:]


# Headers ------

def answers(visitor: Visitor) -> Iterator[tuple[str, dict[str, str]]]:
    get, post = visitor.client.get, visitor.client.post
    for name, answer in {
            "index": get("/"), "a page": visitor.open("/"), "again": visitor.open("/"),
            "layout": get("/_dash-layout"), "no asset": get("/assets/none.js"),
            "asset": get("/assets/charts.js"), "well": get("/healthz"),
            "list": get("/cases.csv?measure=lac-count"), "none": get("/cases.csv"),
            "other host": get("/", headers={"Host": "example.org"}),
            "elsewhere": get("/", environ_overrides={"REMOTE_ADDR": "10.0.0.1"}),
            "nobody": post("/look-as", data={"as": "99"}), "switch": post(
                "/look-as", data={"as": "0"}), "fault": post(CALLBACK, data=b"{")}.items():
        yield name, dict(answer.headers)
        answer.close()


def test_every_answer_has_every_header(visitor: Visitor) -> None:
    for name, headers in answers(visitor):
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy, name
        assert "frame-ancestors 'none'" in policy
        assert "object-src 'none'" in policy
        script = next(p for p in policy.split("; ") if p.startswith("script-src"))
        assert "unsafe" not in script
        assert "http" not in script
        expected = {
            "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
            "Referrer-Policy": "same-origin", "X-Robots-Tag": "noindex"}
        assert expected.items() <= headers.items(), name
        assert "Permissions-Policy" in headers
        if headers["Content-Type"].startswith(("text/html", "application/json", "text/csv")):
            assert headers["Cache-Control"] == "private, no-store", name
        assert "Access-Control-Allow-Origin" not in headers


def test_a_fault_of_ours_has_the_headers_too_and_tells_nothing() -> None:
    server = Flask("faulty")
    add_headers(server, lambda: ("'sha256-x'",))

    def fault() -> str:
        raise RuntimeError(str(Settings().store))

    server.add_url_rule("/", view_func=fault)
    server.testing = False
    answer = server.test_client().get("/")
    assert answer.status_code == 500
    assert "Content-Security-Policy" in answer.headers
    assert "RuntimeError" not in answer.get_data(as_text=True)


def test_a_body_that_is_not_the_routers_is_refused_and_brings_nothing_down(
    visitor: Visitor,
) -> None:
    good = json.loads(router_body("/"))
    bad: list[object] = [
        {}, [], None, 3, {**good, "output": "_pages_content.children"},
        {**good, "outputs": good["outputs"][:1]}, {**good, "outputs": {}},
        {**good, "inputs": good["inputs"][:1]}, {**good, "inputs": [{"id": "a"}]},
        {**good, "state": [{"id": "a", "property": "b", "value": 1}]},
        {**good, "inputs": [{**good["inputs"][0], "value": {"a": 1}}, good["inputs"][1]]}]
    for body in bad:
        assert visitor.client.post(CALLBACK, json=body).status_code == 400, body
    assert visitor.client.post(CALLBACK, data=b"{").status_code == 400
    assert visitor.client.post(CALLBACK, json=good).status_code == 200
