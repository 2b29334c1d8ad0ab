"""What lets a stranger check the register without us: keys, credentials, status lists, the public log, the archive."""
