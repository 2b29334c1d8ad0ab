"""A visit in the admin: written in the field, read, confirmed."""
