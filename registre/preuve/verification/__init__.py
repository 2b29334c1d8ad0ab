"""A credential that somebody brings: found in a file, read with care, and compared with what we signed."""
