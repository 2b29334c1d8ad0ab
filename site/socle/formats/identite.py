"""Who publishes the site, as machines are told it."""

FEDERATION = "Fédération nationale des sociétés coopératives d’HLM"
NOM_COURT = "Les Coop’HLM"
MARQUE = "Coop’HLM"

# The authority of the identifiers that the site gives for good (RFC 4151): the Federation's own name, and a year
# when it was hers. It is no address, and never changes, wherever the site stands.
DOMAINE_DES_IDENTIFIANTS = "hlm.coop,2026"
