"""Members of the committee reminded of the dossiers of a session that they have not opened."""
