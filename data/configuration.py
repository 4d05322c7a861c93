"""All that an authority's settings name, read and checked together: refused before anybody asks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from data.authority import Authority, AuthorityFileError, read_authority
from data.measures.catalogue import CatalogueError, Measure, read_catalogue
from data.places import Places
from data.signals.months import rebases
from data.summaries.board_file import read_board
from data.summaries.committee_file import read_committee
from data.summaries.monitoring_files import read_monitored


def read_configuration(path: Path) -> tuple[Authority, dict[str, Measure]]:
    """An authority by its file, and the catalogue with its targets. The files that choose what its
    summaries are of, and every measure that any of them names, are checked with it.

    Raises AuthorityFileError naming the file, where in it, the value and why.
    """
    authority = read_authority(path)
    for where in _nowhere(authority):
        raise AuthorityFileError(f"{path}: {where}")
    try:
        catalogue = read_catalogue(targets=authority.targets, tolerances=authority.tolerances)
        rebases(authority, catalogue)
    except (AuthorityFileError, CatalogueError) as error:
        raise AuthorityFileError(f"{path}: {error}") from error
    if authority.summaries.committee:
        read_committee(authority.summaries.committee, catalogue)
    if authority.summaries.board:
        read_board(authority.summaries.board, catalogue)
    read_monitored(authority.summaries.monitoring, catalogue)
    return authority, catalogue


def _nowhere(authority: Authority) -> Iterator[str]:
    """Where the file names an area, a team or a service that it has not got, and why not."""
    places = Places(authority)
    areas, services = {p.id for p in places.localities}, {s.id for s in authority.services}
    for n, service in enumerate(authority.services):
        if service.head_of and service.head_of not in areas:
            yield f"services.{n}.head_of: no area called {service.head_of}"
    for n, who in enumerate(authority.look_as):
        place = places.by_id.get(who.place)
        if who.place and place is None:
            yield f"look_as.{n}.place: no place called {who.place}"
        elif who.role in ("manager", "worker") and (place is None or place.level != "team"):
            yield f"look_as.{n}.place: a {who.role} belongs to a team, not to {who.place!r}"
        if who.service and who.service not in services:
            yield f"look_as.{n}.service: no service called {who.service}"
