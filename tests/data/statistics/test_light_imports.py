"""What a worker of the server must not load: scipy and statsmodels cost it sixty megabytes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ASKED = """
import sys
import {module}
print(sorted({{"scipy", "statsmodels"}} & set(sys.modules)))
"""


@pytest.mark.parametrize("module", [
    "app", "data.queries", "data.statistics.chance", "data.statistics.control_chart",
    "data.statistics.drawing", "data.statistics.intervals", "data.statistics.simulation",
    "data.statistics.stock_limits"])
def test_what_pages_ask_loads_neither_scipy_nor_statsmodels(module: str, tmp_path: Path) -> None:
    loaded = subprocess.run(
        [sys.executable, "-c", ASKED.format(module=module)], capture_output=True, text=True,
        check=True, env=os.environ | {"SURGERY_STORE": str(tmp_path)})
    assert loaded.stdout.splitlines()[-1] == "[]"
