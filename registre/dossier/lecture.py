"""Reading a dossier whole: its steps, its edition, its files, the cycle it follows; what it says, what it lacks. Five
queries."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from registre.dossier.completude import DES_ENGAGEMENTS, EtapeLue, Manque, etapes_lues
from registre.dossier.contenu import ContenuDeDossier, EngagementPropose, IndicateurSaisi, PieceJointe
from registre.dossier.edition import EditionDuDossier, lire_edition
from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, LETTRE, etape_d_engagement
from registre.dossier.formulaires import FormulaireDEtape, formulaire_de
from registre.dossier.models import DossierDeCandidature, PieceDeDossier
from registre.dossier.renouvellement.ouverture import precedent_du
from socle.formulaires.saisie import Saisie

INCONNU = "un engagement que vous aviez choisi n’existe pas dans cette édition : relisez votre choix."


@dataclass(frozen=True)
class LectureDeDossier:
    """A dossier as it stands: what it says, its steps with what each lacks, what was typed in each."""

    dossier: DossierDeCandidature
    edition: EditionDuDossier
    contenu: ContenuDeDossier
    etapes: tuple[EtapeLue, ...]
    saisies: Mapping[str, Saisie]
    versions: Mapping[str, int]

    @property
    def complet(self) -> bool:
        """Whether it may be filed."""
        return all(etape.complete for etape in self.etapes)

    def etape(self, nom: str) -> EtapeLue | None:
        """The step of this name, None for one that the dossier does not have."""
        return next((etape for etape in self.etapes if etape.nom == nom), None)

    def suivante(self, nom: str) -> str:
        """The name of the step after this one, empty after the last."""
        noms = [etape.nom for etape in self.etapes]
        apres = noms[noms.index(nom) + 1 :] if nom in noms else []
        return apres[0] if apres else ""


def lire(dossier: DossierDeCandidature) -> LectureDeDossier:
    """Return a dossier as it stands."""
    edition = replace(lire_edition(dossier.edition), precedent=precedent_du(dossier))
    etapes = list(dossier.etapes.order_by("pk"))
    saisies = {etape.nom: Saisie(etape.donnees) for etape in etapes}

    cles = saisies.get(ENGAGEMENTS, Saisie()).donnees.get("engagements", [])
    choisis = [engagement for engagement in edition.engagements if engagement.cle in cles]
    noms = [ENGAGEMENTS, CONCERTATION, LETTRE, *(etape_d_engagement(e.cle) for e in choisis)]
    formulaires = {nom: formulaire_de(nom, saisies.get(nom, Saisie()), edition) for nom in noms}

    contenu = _contenu(edition, choisis, formulaires, _pieces(dossier))
    fautes = {nom: formulaire.fautes() for nom, formulaire in formulaires.items()}
    if set(cles) - edition.par_cle.keys():
        fautes[ENGAGEMENTS] = [Manque(DES_ENGAGEMENTS, INCONNU)]

    return LectureDeDossier(
        dossier=dossier,
        edition=edition,
        contenu=contenu,
        etapes=tuple(etapes_lues(contenu, edition.regles, edition.axes, fautes)),
        saisies=saisies,
        versions={etape.nom: etape.version for etape in etapes},
    )


def _contenu(
    edition: EditionDuDossier,
    choisis: list[EngagementPropose],
    formulaires: Mapping[str, FormulaireDEtape],
    pieces: tuple[PieceJointe, ...],
) -> ContenuDeDossier:
    concertation = formulaires[CONCERTATION].principal.cleaned_data
    lettre = formulaires[LETTRE].principal.cleaned_data

    return ContenuDeDossier(
        edition=edition.code,
        titre_edition=edition.titre,
        engagements=tuple(_rempli(e, formulaires[etape_d_engagement(e.cle)]) for e in choisis),
        salaries=concertation.get("salaries", ""),
        cooperateurs=concertation.get("cooperateurs", ""),
        objectifs=concertation.get("objectifs", ""),
        lettre=lettre.get("lettre", ""),
        signataire=lettre.get("signataire", ""),
        signee=lettre.get("signee", False),
        pieces=pieces,
        precedent=edition.precedent,
    )


def _rempli(engagement: EngagementPropose, formulaire: FormulaireDEtape) -> EngagementPropose:
    """Return the engagement with what its step says."""
    indicateurs = tuple(
        _indicateur(ligne)
        for ligne in formulaire.lignes
        if not ligne.est_vide  # type: ignore[attr-defined]
    )
    pourquoi = formulaire.principal.cleaned_data.get("pourquoi", "")
    return replace(engagement, pourquoi=pourquoi, indicateurs=indicateurs)


def _indicateur(ligne: Any) -> IndicateurSaisi:
    """Return an indicator as its row says it; what cannot be read is missing from it."""
    lu = ligne.cleaned_data
    valeur, cible = lu.get("valeur"), lu.get("cible")

    return IndicateurSaisi(
        rang=ligne.rang,
        nom=lu.get("nom", ""),
        nature=lu.get("nature") or "metier",
        unite=lu.get("unite", ""),
        valeur=valeur.valeur if valeur else None,
        depart_le=lu.get("depart_le"),
        cible=cible.valeur if cible else None,
        cible_le=lu.get("cible_le"),
        visibilite=lu.get("visibilite") or "publique",
        actions=lu.get("actions") or (),
        catalogue=ligne.pris.cle if ligne.pris else "",
        definition=ligne.pris.definition if ligne.pris else "",
        suite=ligne.ancien.cle if ligne.ancien else "",
    )


def _pieces(dossier: DossierDeCandidature) -> tuple[PieceJointe, ...]:
    """The files of a dossier, in the order they came, those taken out left out."""
    presentes = PieceDeDossier.objects.filter(dossier=dossier, retiree_le__isnull=True).order_by("pk")
    return tuple(PieceJointe(p.pk, p.sorte, p.nom, p.libelle, p.taille, p.empreinte) for p in presentes)
