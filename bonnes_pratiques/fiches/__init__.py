"""The life of a sheet: its states, what it lacks, its review, its files, tags and take-ups."""
