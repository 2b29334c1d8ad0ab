"""When many people ask at once for what costs dear: how many are served, how many wait, who is asked to come back."""
