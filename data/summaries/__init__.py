"""Summaries that travel: what committee, safeguarding board, inspectors and partners read."""
