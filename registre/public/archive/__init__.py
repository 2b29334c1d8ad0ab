"""The archive: the public register of a day as static files, signed, to outlive this site (docs/decisions/0031)."""
