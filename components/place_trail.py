"""Where a place is: its own page, and the way to it from the county."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from components.kinds import Place

_PATHS = {"authority": "/", "locality": "/localities/{}", "team": "/teams/{}"}


def place_path(place: Place) -> str:
    """The address of a place's own page."""
    return _PATHS[place.level].format(place.id)


def place_trail(
    places: Sequence[Place], *, href: Callable[[str], str], then: str = "",
    may_open: Callable[[str], bool] = lambda place: True,
) -> list[tuple[str, str | None]]:
    """Words and addresses from the county down. The last place is where the reader is and has no
    address, unless ``then`` names what comes after it; one that the reader may not open has none.
    """
    trail: list[tuple[str, str | None]] = [
        (place.short, href(place_path(place)) if may_open(place.id) else None) for place in places]
    if then:
        return [*trail, (then, None)]
    return [*trail[:-1], (trail[-1][0], None)]
