"""The admin's home, for who instructs or decides: what is due of the coops, and what the committee is to prepare."""
