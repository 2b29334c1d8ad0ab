"""`make rougir`: break our own sources one small way at a time, and tell which tests never turned red.

A test nobody saw fail proves nothing. Each test is shown breaks of the very lines it runs, until it fails. It goes fast
because nothing is written nor started again: pytest collects once, each break is made in memory, in a forked process.
What only a file can break (settings, constants, style sheets, documents) is listed in `a_la_main.toml`, and is broken
in a copy of the tree. Why not mutmut or cosmic-ray: docs/decisions/0016.
"""
