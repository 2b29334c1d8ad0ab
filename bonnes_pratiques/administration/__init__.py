"""The Federation's screens for the library."""
