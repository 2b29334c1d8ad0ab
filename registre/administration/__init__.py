"""The Federation's screens: lists, histories, and the buttons that carry out operations."""
