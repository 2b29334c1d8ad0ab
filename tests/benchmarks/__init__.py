"""Measures, run by hand (`make bench`): ratios within one run, never a timed test."""
