"""The site as it stands in production, on machinery of its own, whose parts are made to fall while it is used."""
