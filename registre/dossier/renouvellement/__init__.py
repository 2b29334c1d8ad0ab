"""A renewal: when its dossier may begin, what it takes from the cycle before, and what stands beside it."""
