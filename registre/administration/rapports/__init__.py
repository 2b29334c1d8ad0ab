"""The reports of the course, under « Rapports »: each a table, filters, a file, and what it counts in words."""
