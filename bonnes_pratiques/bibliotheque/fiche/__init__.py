"""One sheet: what it says, its figures, those that resemble it, its page."""
