"""The journal: what an event carries, the history that events come to, and reading it as known on a day.

`acte`, `charges`, `histoire`, `application` and `rejeu` are pure; the others read or write rows.
"""
