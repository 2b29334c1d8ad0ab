"""Importing a file from the admin: the same code as the commands, with what it would do shown before."""
