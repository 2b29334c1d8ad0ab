"""What a dossier lacks, step by step: each lack leads to the field that mends it. PURE: no table, no form, no clock."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from raison_detre.regles import Regles
from registre.composition import manques, manques_du_choix
from registre.dossier.contenu import ContenuDeDossier, EngagementPropose, IndicateurSaisi
from registre.dossier.etapes import CONCERTATION, ENGAGEMENTS, LETTRE, PIECES, etape_d_engagement

DES_ENGAGEMENTS = "id_engagements"


@dataclass(frozen=True)
class Manque:
    """Something missing, or that cannot be read: in words, with the id of the field to go to."""

    ancre: str
    texte: str


@dataclass(frozen=True)
class EtapeLue:
    """A step, and what it lacks; complete when it lacks nothing. `facultative` ones never do."""

    nom: str
    titre: str
    manques: tuple[Manque, ...] = ()
    commencee: bool = False
    facultative: bool = False

    @property
    def complete(self) -> bool:
        """Whether nothing more is asked."""
        return not self.manques


def etapes_lues(
    contenu: ContenuDeDossier, regles: Regles, axes: Mapping[int, int], fautes: Mapping[str, Sequence[Manque]]
) -> list[EtapeLue]:
    """Return the steps in their order, whatever the order they are filled in.

    `axes` gives the axis of each engagement number of the edition; `fautes`, by step, what cannot be read.
    """
    choix = EtapeLue(ENGAGEMENTS, "Les engagements", tuple(_du_choix(contenu, regles, axes)), bool(contenu.engagements))
    lettre = tuple(_de_la_lettre(contenu))
    etapes = [
        choix,
        *(_d_un_engagement(engagement, regles) for engagement in contenu.engagements),
        EtapeLue(
            CONCERTATION, "Concertation et objectifs", tuple(_de_la_concertation(contenu)), bool(contenu.salaries)
        ),
        EtapeLue(LETTRE, "Lettre d’engagement", lettre, bool(contenu.lettre or contenu.lettres_jointes)),
        EtapeLue(PIECES, "Pièces jointes", (), bool(contenu.autres_pieces), facultative=True),
    ]

    return [replace(etape, manques=(*fautes.get(etape.nom, ()), *etape.manques)) for etape in etapes]


def manques_de(etapes: Sequence[EtapeLue]) -> list[str]:
    """Return everything that is missing, in words, each with the step it is of."""
    return [f"{etape.titre} : {manque.texte}" for etape in etapes for manque in etape.manques]


def _du_choix(contenu: ContenuDeDossier, regles: Regles, axes: Mapping[int, int]) -> Iterator[Manque]:
    """What the operation itself would refuse of the choice: the same rule, indicators left to their own steps."""
    for texte in manques_du_choix(regles, [engagement.numero for engagement in contenu.engagements], axes):
        yield Manque(DES_ENGAGEMENTS, texte)


def _d_un_engagement(engagement: EngagementPropose, regles: Regles) -> EtapeLue:
    lacunes = []
    if not engagement.pourquoi:
        lacunes.append(Manque("id_pourquoi", "dites en quoi cet engagement illustre la Raison d’être."))

    d_un_seul = replace(regles, engagements_minimum=0, engagements_minimum_par_axe=0)
    trop_peu = manques(d_un_seul, [engagement.choix()], {engagement.numero: engagement.axe})
    premier_libre = f"id_indicateurs-{len(engagement.indicateurs)}-nom"
    lacunes.extend(Manque(premier_libre, texte) for texte in trop_peu)
    for indicateur in engagement.indicateurs:
        lacunes.extend(_d_un_indicateur(indicateur))
    lacunes.extend(_des_suites(engagement))

    nom, titre = etape_d_engagement(engagement.cle), f"{engagement.numero}. {engagement.intitule}"
    return EtapeLue(nom, titre, tuple(lacunes), bool(engagement.pourquoi or engagement.indicateurs))


def _d_un_indicateur(indicateur: IndicateurSaisi) -> Iterator[Manque]:
    """What a filed indicator has: a name, where it stands and since when, where it goes and by when."""
    de_qui = f"« {indicateur.nom} »" if indicateur.nom else f"l’indicateur {indicateur.rang + 1}"
    demandes = (
        ("nom", indicateur.nom, "dites ce que mesure"),
        ("valeur", indicateur.valeur is not None, "écrivez la valeur actuelle de"),
        ("depart_le", indicateur.depart_le, "dites quel jour a été relevée la valeur actuelle de"),
        ("cible", indicateur.cible is not None, "fixez une cible à"),
        ("cible_le", indicateur.cible_le, "dites pour quand est la cible de"),
    )
    for champ, present, quoi in demandes:
        if not present:
            yield Manque(f"id_indicateurs-{indicateur.rang}-{champ}", f"{quoi} {de_qui}.")


def _des_suites(engagement: EngagementPropose) -> Iterator[Manque]:
    """An indicator of the cycle before goes on in one indicator, and no more: it keeps its identity."""
    suivis: set[str] = set()
    for indicateur in engagement.indicateurs:
        if indicateur.suite and indicateur.suite in suivis:
            texte = f"« {indicateur.nom} » et un autre sont la suite du même indicateur : un seul l’est."
            yield Manque(f"id_indicateurs-{indicateur.rang}-suite", texte)
        suivis.add(indicateur.suite)


def _de_la_concertation(contenu: ContenuDeDossier) -> Iterator[Manque]:
    if not contenu.salaries:
        yield Manque("id_salaries", "dites comment les salariés ont été informés et consultés.")
    if not contenu.cooperateurs:
        yield Manque("id_cooperateurs", "dites comment les coopérateurs ont été informés et consultés.")
    if not contenu.objectifs:
        yield Manque("id_objectifs", "dites ce que la coopérative attend du label.")


def _de_la_lettre(contenu: ContenuDeDossier) -> Iterator[Manque]:
    """A letter sent as a file is signed by hand; one that is typed is signed in words."""
    if contenu.lettres_jointes:
        return
    if not contenu.lettre:
        yield Manque("id_lettre", "écrivez la lettre d’engagement, ou joignez-la signée.")
        return
    if not contenu.signataire:
        yield Manque("id_signataire", "dites qui signe la lettre, et à quel titre.")
    if not contenu.signee:
        yield Manque("id_signee", "cochez la signature de la lettre.")
