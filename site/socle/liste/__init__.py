"""Lists that every room shows: cut into pages, filters in the address."""
