"""The barometer: its figures, its page, its files."""
