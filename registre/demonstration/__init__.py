"""Fictional coops and their whole histories, plainly named and marked, for development and benchmarks.

Production never loads them. The same seed and the same day give the same coops.
"""
