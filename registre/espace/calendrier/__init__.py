"""The private calendar: an address of one's own, and what a program reads there."""
