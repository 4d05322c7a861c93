"""Builds the server. ``app:server`` runs under any WSGI server."""

from __future__ import annotations

from pathlib import Path

import dash
from flask_compress import Compress

from data.configuration import read_configuration
from data.settings import settings
from data.summaries.reports import make_ready
from pages._web.cache import add_cache
from pages._web.challenges import add_challenges
from pages._web.chart_downloads import add_chart_downloads
from pages._web.documents import add_documents
from pages._web.downloads import add_downloads
from pages._web.faults import add_faults
from pages._web.forms import add_forms
from pages._web.headers import add_headers
from pages._web.minutes import add_minutes
from pages._web.page import path_before_query
from pages._web.sign_in import add_sign_in

HERE = Path(__file__).parent
INDEX = (HERE / "assets" / "index.html").read_text(encoding="utf-8")

read_configuration(settings().authority)  # what is wrong in it is refused now, not to a reader

app = dash.Dash(
    __name__,
    use_pages=True,
    pages_folder=str(HERE / "pages"),
    assets_folder=str(HERE / "assets"),
    assets_path_ignore=["vendor"],  # fetched when the first chart is drawn: assets/charts.js
    index_string=INDEX,
    title="Surgery",
    update_title=None,  # type: ignore[arg-type]
    suppress_callback_exceptions=True,
    enable_mcp=False,
)
server = app.server
server.config["SEND_FILE_MAX_AGE_DEFAULT"] = 31_536_000  # addresses of assets carry a version

app.layout = dash.html.Div([
    dash.dcc.Location(id="go-to", refresh="callback-nav"),
    dash.page_container,
])

path_before_query(dash.page_registry.values())

Compress(server)
add_sign_in(server, settings().store, settings().secret_key)
add_cache(server, settings())
add_downloads(server)
add_chart_downloads(server)
add_documents(server)
add_forms(server)
add_challenges(server)
add_minutes(server)
add_faults(server)
add_headers(server, app.csp_hashes)

make_ready()

# Set everything up before the first request: under threads it may fail otherwise (dash#3971).
with server.test_client() as client:
    client.get("/_dash-layout")
