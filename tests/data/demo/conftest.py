"""The made-up Norfolk, made once for all tests that only read it."""

from __future__ import annotations

import pytest

from data.authority import Authority, read_authority
from data.demo.norfolk import History, make_history
from data.settings import NORFOLK


@pytest.fixture(scope="session")
def norfolk() -> Authority:
    return read_authority(NORFOLK)


@pytest.fixture(scope="session")
def history(norfolk: Authority) -> History:
    """The history of the first seed, the one the demo loads. Tests must not change it."""
    return make_history(norfolk, seed=1)
