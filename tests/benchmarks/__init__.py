"""Speed and size as ratios, measured in one run: ``make bench``.

    python -m tests.benchmarks [--store DIR] [--only PART ...]

It prints one table. Each line sets what Surgery takes (*ours*) against something measured in the
same run on the same machine, or against a budget (*against*); *ratio* is the first by the second,
and *must be* the most it may be. A slow machine slows both sides, so the ratios can be compared
where seconds cannot. Nothing here asserts a time: the exit code is 0 unless a part could not run.

demo_history
    Making up the county, loading 36 month-ends, and `surgery demo` from an empty store to a
    served page: against budgets.
first_visit
    Bytes and time to readable in Chromium with nothing cached in the browser: against a Streamlit
    page with the same table and one chart, and a budget.
pages
    The server's answer for every kind of page and summary, *kept* and *fresh*: against Flask giving
    out the same bytes from memory. Also the size of their layouts and the most charts on one.
drilldown
    The first and a middle page of the longest list: against DuckDB reading the same rows of the
    same file.
child
    One child's page, and what it asks of the data: against DuckDB reading that child's rows of the
    same files.
build
    One snapshot from an extract, calculated and published: against the sum of its measures' SQL.
memory
    A worker after every page was opened in every role: against a budget.
crowd
    Fifty people at once: against one person.
exports
    `surgery export` from its start to its end: the committee report as PDF and the pack of all
    areas, and the largest file of any format: against budgets.
signals
    Not speed, but chance: how often charts of services in which nothing changes show a signal on
    their last point. Binomial limits of a stock figure against 0.3 per cent; run rules on the same
    figure against what they show where nobody is carried over from the month before; control
    charts of a flow against the table of ``data.statistics.chance``.

How to read it:

- Two numbers with a stroke are the middle (p50) and the slowest of twenty (p95); the ratio is of
  the second.
- *Kept* pages come from the page cache; *fresh* ones have an address nobody has opened before.
  Both go through Flask's test client, uncompressed, on both sides: no network, no gunicorn.
- A person of the crowd opens a page, reads for two to six seconds and opens the next. Without
  any pause fifty people are fifty requests waiting for two cores, and the time is that of a queue;
  the line without pauses says how long it gets, and has no limit to keep.
- Bytes are those Chromium's network log counts, headers included. What Streamlit sends through its
  websocket is not among them, which is in Streamlit's favour.
- With ``--store`` the demo is not made and its lines are left out. The store given is only read:
  pages are kept, and views logged, in a temporary folder, beside a copy of its actions and minutes.

Without ``--store`` it takes about five minutes on two cores. Other work on the machine makes the
slowest of twenty slower still: run it alone.
"""
