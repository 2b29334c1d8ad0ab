"""`/registre/journal/`: the public log, for people."""
