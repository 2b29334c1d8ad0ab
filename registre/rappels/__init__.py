"""Deadlines seen as mail: who is told of what, when, and what became of each message."""
