"""What the admin's pages of a coop, a candidature and a label say: where it stands, what comes next, the dossier."""
