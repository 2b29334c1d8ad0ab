"""Fictional sheets told by the fictional coops, plainly marked, so that the library can be seen and tried.

Production never loads them. What a person changed, took offline or deleted since is never written again.
"""
