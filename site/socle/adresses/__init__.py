"""Addresses: from an address to its page, what it may ask, where it leads once moved, and their list."""
