"""What the register tells the rest of the site, once a lot is written and before its transaction ends."""

from django.dispatch import Signal

# Sent with `cooperatives`, the keys of those whose facts, identity or flat rows may have changed.
registre_ecrit = Signal()

# Sent with `evenements`, those that this lot adds to the journal, in their order, and `actes`, the whole journal of
# each of their coops by its key. The register's lock is held: what a receiver refuses is not written.
journal_ecrit = Signal()
