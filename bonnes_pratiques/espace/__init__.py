"""Telling a sheet from the coop's own space: one guided form, its drafts, its way to publication, take-ups."""
