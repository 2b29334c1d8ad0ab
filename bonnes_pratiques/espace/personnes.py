"""What becomes of what the library holds of a person: their typing goes, sheets and take-ups stay unsigned."""

from socle.personnes.devenirs import Devenir, declarer


def poser() -> None:
    declarer(Devenir.PART, "bonnes_pratiques.BrouillonDeFiche.auteur")
    declarer(
        Devenir.DETACHE,
        "bonnes_pratiques.FichePratique.relecteur",
        "bonnes_pratiques.Reprise.par",
        "bonnes_pratiques.Televersement.par",
    )
    declarer(Devenir.RESTE, "bonnes_pratiques.FichePratique.contact_courriel")
