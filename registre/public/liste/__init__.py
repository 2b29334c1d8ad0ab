"""The register's page: what is asked of it, the one query behind it, its rows, facets, map and words."""
