"""The keys that sign: Ed25519, in files out of the database, encrypted at rest (docs/operations.md)."""

from registre.preuve.cles.cle import ClePublique, Signataire, Usage
from registre.preuve.cles.trousseau import cles_publiques, signataire

__all__ = ["ClePublique", "Signataire", "Usage", "cles_publiques", "signataire"]
