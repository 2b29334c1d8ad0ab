"""The public register: what anyone may ask, today or on another day."""
