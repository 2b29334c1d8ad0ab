"""Status lists: whether each credential is revoked or suspended today, read from the register when it is asked."""
