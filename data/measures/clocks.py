"""The clocks of each child at a date: the cases of all that still runs, child by child.

Made from the cases when a snapshot is published, and kept beside them, so that a child's page reads
a part of one small file and not a part of every measure's. What a flow counts is over: no clock
runs for it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa
import pyarrow.compute as pc

from data.measures.calculate import CASES
from data.measures.catalogue import Measure

CLOCKS = pa.schema([field for field in CASES if field.name not in ("weight", "happened_on")])
"""One row a case of a child, by person, measure and case; the columns are those of the cases."""


def clocks(cases: pa.Table, *, measures: Mapping[str, Measure]) -> pa.Table:
    """The table of CLOCKS of a snapshot, from its cases."""
    running = pa.array([m.id for m in measures.values() if m.kind != "flow"], pa.string())
    held = cases.filter(pc.is_in(cases["measure"], running)).select(CLOCKS.names)
    of_children = held.filter(held["person"].is_valid())
    return of_children.sort_by([(name, "ascending") for name in ("person", "measure", "case")])
