"""Questions and answers beside the fields of a dossier: members among themselves, then the coop with the Federation."""
