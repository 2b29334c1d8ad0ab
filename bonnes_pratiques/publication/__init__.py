"""What the room shows elsewhere: pages the public may read, the home page, the shared cache."""
