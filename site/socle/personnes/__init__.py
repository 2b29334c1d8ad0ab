"""A person's data: what becomes of each row that names an account, taking it away, erasing it."""
