"""How anybody shows a label elsewhere: one page for each label."""
