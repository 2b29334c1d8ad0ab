"""Credentials: the label as Open Badges 3.0, signed in two forms, that anybody checks without us."""

from registre.preuve.justificatifs.emission import Justificatif, a_un_justificatif, justificatif_de

__all__ = ["Justificatif", "a_un_justificatif", "justificatif_de"]
