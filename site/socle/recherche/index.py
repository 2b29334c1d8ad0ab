"""Writing the index: from documents to words, a fixed number of queries for a hundred of them."""

import hashlib
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from itertools import islice

from django.db import transaction
from django.db.models import Exists, OuterRef

from socle.cadre.memoire import oublier
from socle.models.recherche import Mot, Occurrence, Trouvable
from socle.recherche.genres import Document, Genre
from socle.recherche.mots.analyse import LONGUEUR_MOT, mots
from socle.recherche.mots.ecritures import ecritures
from socle.recherche.mots.racines import racine

PAR_LOT = 200
PAR_ENVOI = 2000

# How much a word counts where it stands, once; each further time adds one, up to REPETITIONS. The fields below the
# title never reach TITRE together, so a weight alone says whether the word is in the title: completion asks just that.
TITRE, INTRODUCTION, CORPS = 100, 20, 5
REPETITIONS = 5
VERSION = "2"  # change it with the analysis or the weights: every document is then written again


def poids(document: Document) -> dict[str, int]:
    """Return the words of a document, each with its weight."""
    total: Counter[str] = Counter()
    trouves_par = " ".join([document.introduction, *document.mots])

    for texte, valeur in ((document.titre, TITRE), (trouves_par, INTRODUCTION), (document.corps, CORPS)):
        for mot, fois in Counter(mots(texte)).items():
            total[mot] += valeur + min(fois - 1, REPETITIONS)

    # A name is searched in one piece too: "macoop" is Ma Coop. Only titles: a text would weigh twice as much.
    for mot in ecritures(document.titre) - total.keys():
        if 1 < len(mot) <= LONGUEUR_MOT:
            total[mot] = TITRE
    return total


def empreinte(document: Document) -> str:
    """Return what changes when anything of the document does."""
    return hashlib.sha1(f"{VERSION}{document!r}".encode(), usedforsecurity=False).hexdigest()


def indexer(genre: Genre, objets: Collection[int] | None = None) -> int:
    """Bring these keys of the kind in step with what is public now, all of them for None; return how many were written.

    What has not changed is only read.
    """
    vus: set[int] = set()
    ecrits = 0

    for lot in _lots(genre.documents(objets)):
        vus.update(document.objet for document in lot)
        ecrits += _ecrire(genre.nom, lot)

    presents = Trouvable.objects.filter(genre=genre.nom)
    if objets is not None:
        presents = presents.filter(objet__in=objets)
    partis = set(presents.order_by().values_list("objet", flat=True)) - vus
    for debut in range(0, len(partis), PAR_ENVOI):
        Trouvable.objects.filter(genre=genre.nom, objet__in=sorted(partis)[debut : debut + PAR_ENVOI]).delete()

    if ecrits or partis:
        oublier()  # an answer made between the change and its indexing is of neither
    return ecrits + len(partis)


def ecarts(genre: Genre) -> list[str]:
    """Return the titles of what the index of this kind says wrongly, lacks, or should no longer hold."""
    ecrits = {objet: (titre, dite) for objet, titre, dite in _ecrits(genre.nom)}
    faux = []
    for document in genre.documents(None):
        _titre, dite = ecrits.pop(document.objet, ("", ""))
        if dite != empreinte(document):
            faux.append(document.titre)
    return faux + [titre for titre, _dite in ecrits.values()]


def relire_les_racines() -> int:
    """Write again the stems that the analysis now makes otherwise, and return how many they were."""
    changes = [Mot(pk=pk, racine=racine(mot)) for pk, mot, ecrite in _avec_racine() if racine(mot) != ecrite]
    Mot.objects.bulk_update(changes, ["racine"], batch_size=PAR_LOT)
    return len(changes)


def _avec_racine() -> Iterator[tuple[int, str, str]]:
    yield from Mot.objects.order_by("pk").values_list("pk", "mot", "racine").iterator(chunk_size=PAR_ENVOI)


def oublier_les_mots_perdus() -> int:
    """Delete the words that nothing holds any more, and return how many they were."""
    employe = Exists(Occurrence.objects.filter(mot=OuterRef("pk")))
    return Mot.objects.filter(~employe).delete()[0]


def _ecrits(genre: str) -> Iterator[tuple[int, str, str]]:
    lignes = Trouvable.objects.filter(genre=genre).order_by("objet")
    yield from lignes.values_list("objet", "titre", "empreinte").iterator(chunk_size=PAR_ENVOI)


def _lots(documents: Iterable[Document]) -> Iterator[list[Document]]:
    suite = iter(documents)
    while lot := list(islice(suite, PAR_LOT)):
        yield lot


@transaction.atomic
def _ecrire(genre: str, lot: list[Document]) -> int:
    """Write those of the lot that changed. The rows are locked first: two writers never mix their words."""
    objets = [document.objet for document in lot]
    lignes = Trouvable.objects.select_for_update().filter(genre=genre, objet__in=objets).order_by("objet")
    connus = dict(lignes.values_list("objet", "empreinte"))
    changes = [document for document in lot if connus.get(document.objet) != empreinte(document)]
    if not changes:
        return 0

    Trouvable.objects.bulk_create(
        [_trouvable(genre, document) for document in changes],
        update_conflicts=True,
        unique_fields=["genre", "objet"],
        update_fields=["langue", "portee", "titre", "texte", "adresse", "date", "demonstration", "empreinte"],
    )
    cles = [document.objet for document in changes]
    ecrits = Trouvable.objects.filter(genre=genre, objet__in=cles).order_by()
    trouvables = dict(ecrits.values_list("objet", "pk"))

    _ecrire_les_mots({trouvables[document.objet]: poids(document) for document in changes})

    return len(changes)


def _ecrire_les_mots(par_trouvable: dict[int, dict[str, int]]) -> None:
    identifiants = _identifiants({mot for mots_poses in par_trouvable.values() for mot in mots_poses})
    Occurrence.objects.filter(trouvable__in=list(par_trouvable)).delete()
    occurrences = (
        Occurrence(trouvable_id=trouvable, mot_id=identifiants[mot], poids=valeur)
        for trouvable, mots_poses in par_trouvable.items()
        for mot, valeur in mots_poses.items()
    )
    while paquet := list(islice(occurrences, PAR_ENVOI)):
        Occurrence.objects.bulk_create(paquet)


def _identifiants(voulus: set[str]) -> dict[str, int]:
    """Return the key of each word, made if it is new. In order, so that two writers never wait for each other."""
    connus = _connus(voulus)
    nouveaux = sorted(voulus - connus.keys())
    if nouveaux:
        lignes = [Mot(mot=mot, racine=racine(mot)) for mot in nouveaux]
        Mot.objects.bulk_create(lignes, ignore_conflicts=True, batch_size=PAR_ENVOI)
        connus |= _connus(set(nouveaux))
    return connus


def _connus(voulus: set[str]) -> dict[str, int]:
    liste = sorted(voulus)
    connus: dict[str, int] = {}
    for debut in range(0, len(liste), PAR_ENVOI):
        lignes = Mot.objects.filter(mot__in=liste[debut : debut + PAR_ENVOI]).order_by()
        connus |= dict(lignes.values_list("mot", "pk"))
    return connus


def _trouvable(genre: str, document: Document) -> Trouvable:
    texte = "\n".join(partie for partie in (document.introduction, document.corps) if partie)

    return Trouvable(
        genre=genre,
        objet=document.objet,
        langue=document.langue,
        portee=document.portee,
        titre=document.titre[:300],
        texte=texte,
        adresse=document.adresse,
        date=document.date,
        demonstration=document.demonstration,
        empreinte=empreinte(document),
    )
