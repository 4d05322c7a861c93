"""The safety of summaries: what committee and board members may be shown.

figures of a date -> table.py -> depths.py (one measure by itself) -> protect.py (all of them
together, with scipy) -> files.py (kept beside the snapshots) -> the server shows them.

What it does not protect:

- The difference of two measures of which one counts some of the other's children, when that is not
  declared a sum (identities.toml): 60 looked after less 57 of them for a year or more are three.
- What changed from one date to the next: every date is made safe with its own revisions alone.
- What somebody knows already of a child, and what was published before by another method.
"""
