"""The real app over a hand-written county, and visitors who look as one role or another.

The app reads its settings as it is imported, so there is one a process, over a store of its own.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from dash import Dash
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from data.actions import actions
from data.queries import Queries, queries
from data.settings import settings
from data.viewers import Viewer
from tests.benchmarks.addresses import router_body
from tests.data.county import FEBRUARY, MARCH, publish

CALLBACK = "/_dash-update-component"


@pytest.fixture(scope="session")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The store that the app serves. What a test publishes in it, it withdraws."""
    root = tmp_path_factory.mktemp("served")
    for day in (FEBRUARY, MARCH):
        publish(root, day)
    return root


@pytest.fixture(scope="session")
def app(store: Path) -> Iterator[Dash]:
    """The Dash app, looking at its store at every request."""
    assert "app" not in sys.modules, "another test imported the app with its own settings"
    chosen = {"SURGERY_STORE": str(store), "SURGERY_REFRESH_SECONDS": "0.000001",
              "SURGERY_CACHE": "files"}
    before = {name: os.environ.get(name) for name in chosen}
    os.environ.update(chosen)
    settings.cache_clear()
    queries.cache_clear()
    actions.cache_clear()
    from app import app

    yield app
    for name, value in before.items():
        if value is None:
            del os.environ[name]
        else:
            os.environ[name] = value
    settings.cache_clear()
    queries.cache_clear()
    actions.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def own_database(app: Dash, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Its folder. What one file of tests agrees is not there for the next, whichever comes first.
    """
    with pytest.MonkeyPatch.context() as changed:
        folder = tmp_path_factory.mktemp("agreed")
        changed.setenv("SURGERY_DATABASE", f"sqlite:///{folder}/surgery.db")
        settings.cache_clear()
        actions.cache_clear()
        yield folder
    settings.cache_clear()
    actions.cache_clear()


@pytest.fixture(scope="session")
def server(app: Dash) -> Flask:
    """The WSGI server."""
    return app.server


@pytest.fixture(scope="session")
def q(app: Dash) -> Queries:
    """The queries that the app answers from."""
    return queries()


class Visitor:
    """Somebody with a browser of their own."""

    def __init__(self, server: Flask, role: str = "") -> None:
        self.server = server
        self.client: FlaskClient = server.test_client()
        if role:
            self.look_as(role)

    def look_as(self, role: str) -> None:
        """Use the switch."""
        roles = [choice.role for choice in queries().authority.look_as]
        done = self.client.post("/look-as", data={"as": roles.index(role)})
        assert done.status_code == 303

    def viewer(self) -> Viewer:
        """Who the server takes this visitor for."""
        from pages._web.sign_in import viewer

        cookie = self.client.get_cookie("surgery")
        headers = {"Cookie": f"surgery={cookie.value}"} if cookie else {}
        with self.server.test_request_context("/", headers=headers):
            return viewer()

    def open(self, address: str, **more: Any) -> TestResponse:
        """What the browser asks for to show a page."""
        return self.client.post(
            CALLBACK, data=router_body(address), content_type="application/json", **more)

    def page(self, address: str) -> str:
        """The layout of a page, as JSON, without its forms’ tokens: they are new each time."""
        answer = self.open(address)
        text = answer.get_data(as_text=True)
        assert answer.status_code == 200, (address, text[-3000:])
        return re.sub(r'(?<="name":"token","defaultValue":")[0-9a-f-]+', "", text)


@pytest.fixture
def visitor(server: Flask) -> Visitor:
    """Somebody who has chosen no role yet."""
    return Visitor(server)
