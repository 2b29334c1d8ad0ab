"""The public log: every public decision on a label, a leaf of an append-only Merkle tree (docs/decisions/0031).

Hashing of RFC 6962 and 9162, laid out as C2SP tlog-tiles. Whoever keeps a checkpoint sees whether anything was changed,
removed or added in the middle since.
"""

from registre.preuve.journal_public.preuves import preuve_d_inclusion

__all__ = ["preuve_d_inclusion"]
