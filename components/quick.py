"""Parts of which a page has hundreds, made without asking each for its list of properties."""

from __future__ import annotations

from typing import Any

from dash.development.base_component import Component

IN_ORDER = "_in_order"
"""What a part made here carries: its properties stand as they were written out."""
_BARE: dict[type[Component], dict[str, Any]] = {}
"""What every part of a kind carries beside its properties, from the first one made."""


def quick(kind: type[Component], children: Any = None, **properties: Any) -> Component:
    """What ``kind(children, **properties)`` makes. A property the kind does not have is not
    noticed here: use it where the properties are written out, and many times a page.
    """
    if kind not in _BARE:
        first = vars(kind(children, **properties))  # type: ignore[call-arg]
        _BARE[kind] = {IN_ORDER: True, **{name: value for name, value in first.items()
                                          if name not in properties and name != "children"}}
    part = kind.__new__(kind)
    part.__dict__ = {**_BARE[kind], "children": children, **properties}
    return part
