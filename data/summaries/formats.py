"""The formats a summary is taken away in: the ending of the file's name, and its media type."""

from __future__ import annotations

FORMATS: dict[str, str] = {
    "pdf": "application/pdf",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "csv": "text/csv",
    "csv-metadata.json": "application/csvm+json",
    "charts.zip": "application/zip"}
CHART_FORMATS: dict[str, str] = {"svg": "image/svg+xml", "png": "image/png"}
"""Of a single chart."""
DRAWN = ("pdf", "charts.zip", "png")
"""Those that take a browser."""
APART = (*DRAWN, "xlsx", "ods")
"""Those that are made in a process of their own."""
