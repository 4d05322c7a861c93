"""Who is looking: from the switch's signed cookie and from nothing else; from here only."""

from __future__ import annotations

import base64
import json

import pytest
from flask import Flask
from itsdangerous import URLSafeTimedSerializer

from data.authority import Disclosure
from data.queries import Queries
from data.viewers import Viewer
from pages._web.sign_in import viewers_on_offer
from tests.benchmarks.addresses import router_body
from tests.data.county import LYNN
from tests.web.asking import ROLES
from tests.web.conftest import CALLBACK, Visitor

LIST = f"/cases?measure=lac-count&place={LYNN}"
REFUSED = "Not for this role"


@pytest.mark.parametrize("role", ROLES)
def test_the_switch_changes_who_looks(server: Flask, role: str) -> None:
    assert Visitor(server, role).viewer().role == role


def test_which_members_see_only_what_is_public_is_the_authoritys_to_say(
    q: Queries,
) -> None:
    board_only = q.authority.model_copy(
        update={"disclosure": Disclosure(roles=("board",))})
    asked = Queries(q.live, board_only, q.catalogue)
    seen = {viewer.role: viewer for viewer, _ in viewers_on_offer(asked)}
    assert seen["committee"].sees_small_numbers
    assert not seen["board"].sees_small_numbers
    assert not seen["committee"].may_see_children
    assert seen["committee"].key != Viewer("committee").key, "their pages are kept apart"


def test_the_worker_looked_as_is_one_of_the_team(server: Flask) -> None:
    viewer = Visitor(server, "worker").viewer()
    assert (viewer.place, viewer.worker) == (LYNN, "worker-lynn-1")


def test_nobody_has_chosen_yet_so_the_first_on_offer_looks(visitor: Visitor) -> None:
    assert visitor.viewer().role == "analyst"


def test_the_switch_leads_back_to_where_one_was(visitor: Visitor) -> None:
    answer = visitor.client.post("/look-as", data={"as": "2"}, headers={
        "Referer": "http://localhost/localities/norwich?as-at=2016-02-29"})
    assert (answer.status_code, answer.location) == (
        303, "/localities/norwich?as-at=2016-02-29")


@pytest.mark.parametrize("referrer", [
    "https://example.org/evil", "//example.org/x", "http://localhost//example.org",
    "http://localhost/\\example.org", "http://[", "javascript:alert(1)", "http://localhost:99/x"])
def test_the_switch_never_leads_elsewhere(visitor: Visitor, referrer: str) -> None:
    answer = visitor.client.post("/look-as", data={"as": "2"}, headers={"Referer": referrer})
    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize("chosen", [
    "", "7", "99", "-1", "1.0", "one", "²", "٣", "9" * 10_000, "0x1", " 1", "1\n"])
def test_there_is_nobody_else_to_look_as(visitor: Visitor, chosen: str) -> None:
    assert visitor.client.post("/look-as", data={"as": chosen}).status_code == 400
    assert visitor.viewer().role == "analyst"


def test_the_switch_needs_a_form_of_this_site(visitor: Visitor) -> None:
    for origin in ("https://example.org", "null", "http://localhost.example.org", "http://["):
        answer = visitor.client.post("/look-as", data={"as": "1"}, headers={"Origin": origin})
        assert answer.status_code == 403
    assert visitor.client.get("/look-as?as=1").status_code == 405 or (
        visitor.viewer().role == "analyst")
    assert visitor.viewer().role == "analyst"


def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_elsewhere(visitor: Visitor) -> None:
    answer = visitor.client.post("/look-as", data={"as": "2"})
    assert "HttpOnly" in answer.headers["Set-Cookie"]
    assert "SameSite=Strict" in answer.headers["Set-Cookie"]


def forged(secret: str) -> str:
    """A cookie that says analyst, signed with a secret of one's own."""
    return str(URLSafeTimedSerializer(
        secret, salt="cookie-session", signer_kwargs={"key_derivation": "hmac"}).dumps(
        {"look-as": 0}))


@pytest.mark.parametrize("cookie", [
    forged("secret"), "analyst", "0", base64.b64encode(b'{"look-as":0}').decode(),
    "eyJsb29rLWFzIjowfQ.AAAAAA.AAAA", "%00", "x" * 4000],
    ids=["own secret", "word", "number", "unsigned", "wrong signature", "escape", "long"])
def test_a_forged_cookie_is_as_good_as_none(visitor: Visitor, cookie: str) -> None:
    visitor.client.set_cookie("surgery", cookie)
    assert visitor.open("/").status_code == 200
    nobody = Visitor(visitor.server)
    assert visitor.viewer() == nobody.viewer()


def test_a_cookie_that_was_altered_does_not_raise_a_committee_member(server: Flask) -> None:
    """Its content is there to read, so it could be changed; its signature then does not fit."""
    visitor = Visitor(server, "committee")
    cookie = visitor.client.get_cookie("surgery")
    assert cookie
    _, _, rest = cookie.value.partition(".")
    content = base64.urlsafe_b64encode(b'{"look-as":2}').decode().rstrip("=")
    visitor.client.set_cookie("surgery", f"{content}.{rest}")
    assert visitor.viewer().role not in ("head", "committee")
    assert visitor.viewer() == Visitor(server).viewer()


@pytest.mark.parametrize("number", [7, -1, "2", None, [2], 10**30, 2.0])
def test_a_number_on_offer_no_more_looks_as_the_first(
    server: Flask, visitor: Visitor, number: object,
) -> None:
    signer = server.session_interface.get_signing_serializer(server)  # type: ignore[attr-defined]
    visitor.client.set_cookie("surgery", signer.dumps({"look-as": number}))
    assert visitor.viewer().role == "analyst"


def test_nothing_in_a_body_address_or_header_changes_who_looks(
    server: Flask, q: Queries,
) -> None:
    visitor = Visitor(server, "committee")
    assert REFUSED in visitor.page(LIST)
    for more in ("&role=analyst", "&viewer=analyst", "&look-as=0", "&as=0", "&look_as=0",
                 "&who=analyst", "&scope="):
        assert REFUSED in visitor.page(LIST + more)
        assert visitor.client.get(f"/cases.csv?measure=lac-count{more}").status_code == 403
    for header in ("X-Role", "X-Forwarded-User", "X-Remote-User", "Remote-User", "Authorization",
                   "X-Look-As", "Look-As"):
        answer = visitor.open(LIST, headers={header: "analyst"})
        assert REFUSED in answer.get_data(as_text=True)
    body = json.loads(router_body(LIST))
    for extra in ({"viewer": "analyst"}, {"role": "analyst"}, {"look-as": 0},
                  {"state": [{"id": "viewer", "property": "data", "value": "analyst"}]},
                  {"session": {"look-as": 0}}, {"cookies": {"look-as": 0}}):
        answer = visitor.client.post(CALLBACK, json={**body, **extra})
        text = answer.get_data(as_text=True)
        assert answer.status_code != 200 or REFUSED in text
        assert "child-lynn" not in text


@pytest.mark.parametrize("host", [
    "surgery.norfolk.gov.uk", "example.org", "localhost.example.org", "127.0.0.1.example.org",
    "192.168.0.4", "0.0.0.0:8050", "[::2]", "[::1", "", "a b", "evil.org@localhost"])
@pytest.mark.parametrize("path", ["/", "/healthz", "/cases.csv?measure=lac-count", "/look-as",
                                  "/_dash-layout", "/assets/charts.js"])
def test_another_name_for_this_server_is_refused(visitor: Visitor, host: str, path: str) -> None:
    """A page elsewhere that has its own name point here must not read anything."""
    answer = visitor.client.get(path, headers={"Host": host})
    assert answer.status_code in (400, 403), host
    assert "child" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8050", "[::1]:8050", "127.0.0.2"])
def test_this_machine_by_any_of_its_own_names_is_answered(visitor: Visitor, host: str) -> None:
    assert visitor.client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("remote", ["10.0.0.5", "192.168.1.9", "2001:db8::1", "", "unix:"])
def test_another_machine_is_refused(visitor: Visitor, remote: str) -> None:
    for headers in ({}, {"X-Forwarded-For": "127.0.0.1"}, {"Forwarded": "for=127.0.0.1"}):
        answer = visitor.client.get(
            "/", environ_overrides={"REMOTE_ADDR": remote}, headers=headers)
        assert answer.status_code == 403
        answer = visitor.open("/", environ_overrides={"REMOTE_ADDR": remote}, headers=headers)
        assert answer.status_code == 403
