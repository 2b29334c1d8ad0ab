"""What the register says of a label or a coop on a day, read the same by pages, badges, credentials and files."""
