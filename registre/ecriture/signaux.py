"""What the register tells the rest of the site, once a lot is written and before its transaction ends."""

from django.dispatch import Signal

# Sent with `cooperatives`, the keys of those whose facts, identity or flat rows may have changed.
registre_ecrit = Signal()
