"""Who the journey is about: the addresses of its people, and the coop, none of which exists."""

REFERENTE, CONTRIBUTEUR = "referente@coop.example", "contributeur@coop.example"
INSTRUCTRICE, SECRETAIRE = "instructrice@federation.example", "secretaire@federation.example"
MEMBRE, VISITEUSE = "membre@comite.example", "visiteuse@comite.example"
COOP = (REFERENTE, CONTRIBUTEUR)
FEDERATION = (INSTRUCTRICE, SECRETAIRE)  # who instructs, and so is written to
MEMBRES = (MEMBRE, VISITEUSE)
NOM, SLUG, SIREN = "Coop fictive du Parcours", "coop-fictive-du-parcours", "732829320"
ESPACE = f"/espace/{SLUG}/"
