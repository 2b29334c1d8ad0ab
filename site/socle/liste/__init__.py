"""The kit of public lists, one for every room: what is asked, chips, choices with their numbers, pages.

A room says what its filters mean and how they read; the rest is here, so that its lists behave alike.
"""
