"""The search of the whole site: an index of words in plain tables, the same on every database (docs/decisions/0013)."""
