"""Who publishes the site, as machines are told it."""

FEDERATION = "Fédération nationale des sociétés coopératives d’HLM"
NOM_COURT = "Les Coop’HLM"
MARQUE = "Coop’HLM"
