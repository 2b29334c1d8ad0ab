"""What each group of editors may do with the library. Sheets are pages: their rights are those of pages."""

from socle.droits import ADMINISTRATION, EDITION, PUBLICATION

_LIRE = tuple(f"bonnes_pratiques.view_{modele}" for modele in ("theme", "etiquette", "reprise"))
_ECRIRE = ("bonnes_pratiques.change_theme", "bonnes_pratiques.change_etiquette")
_PUBLIER = (
    *(f"bonnes_pratiques.{action}_theme" for action in ("add", "publish", "lock", "unlock")),
    *(f"bonnes_pratiques.{action}_etiquette" for action in ("add", "delete")),
    "bonnes_pratiques.change_reprise",
    "bonnes_pratiques.change_lettredinformation",
)
_ADMINISTRER = ("bonnes_pratiques.delete_theme",)

DROITS = {
    EDITION: (*_LIRE, *_ECRIRE),
    PUBLICATION: (*_LIRE, *_ECRIRE, *_PUBLIER),
    ADMINISTRATION: (*_LIRE, *_ECRIRE, *_PUBLIER, *_ADMINISTRER),
}

MODELES_RELUS = ("bonnes_pratiques.Theme",)

# A sheet is read by the Federation, then agreed to by the coop that tells it (decisions/0014-telling.md).
CIRCUITS = {
    "Relecture des fiches": (
        ("bonnes_pratiques.RelectureDeFicheTask", "Relecture de la fiche par la Fédération"),
        ("bonnes_pratiques.AccordDeLaCoopTask", "Accord de la coopérative"),
    ),
}
