"""What a server or command says of itself: one line an event on stderr, never on stdout."""

from __future__ import annotations

import sys

import structlog

structlog.configure(logger_factory=lambda *_: structlog.PrintLogger(sys.stderr))
log = structlog.get_logger()
