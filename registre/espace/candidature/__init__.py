"""`/espace/<coop>/candidature/`: the coop's dossier, prepared step by step, filed, completed, read again."""
