"""The site's first content: read from `raison_detre/donnees/`, laid down once on an empty site."""
