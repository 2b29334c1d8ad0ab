"""Who signs, as others look it up: `did:web`, whose document is a file of this site."""

from registre.preuve.did.document import did, methode

__all__ = ["did", "methode"]
