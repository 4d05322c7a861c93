"""The safety of summaries: what committee and board members may be shown.

figures of a date -> table.py -> depths.py (one measure by itself) -> protect.py (all of them
together, with scipy) -> files.py (kept beside the snapshots) -> the server shows them.
"""
