"""The forms of the admin: decisions, corrections, filing, identity, and the points read along the way."""
