"""The public library: the list with its facets, the sheets, their feed and their print."""
