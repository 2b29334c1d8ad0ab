"""Decisions against a coop, read in its space, and the appeals it makes: filed, heard in another session, decided."""
