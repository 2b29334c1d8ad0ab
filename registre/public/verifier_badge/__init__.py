""" "Is this badge true?": a file dropped, and each step of the answer in plain words."""
