"""Reports of visits: written in the field, kept as drafts, then confirmed by the core's own operation."""
