"""Accounts: logging in, the second factor, groups, and who may give what to whom."""
