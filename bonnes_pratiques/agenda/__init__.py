"""Dates: events the editors write, the committee's meetings as the register knows them, and the calendars of both."""
