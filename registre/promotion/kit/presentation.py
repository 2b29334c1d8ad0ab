"""The kit as a page shows it: each piece with what it is for, its files, and its place in the picture of previews."""

from collections.abc import Sequence
from dataclasses import dataclass

from registre.promotion.kit.apercus import PlaceDApercu, places
from registre.promotion.kit.images import TAILLES, nom_de_l_image
from registre.promotion.kit.situation import Cas

IMAGES = tuple(nom_de_l_image("image", taille) for taille in TAILLES)


@dataclass(frozen=True)
class Fichier:
    """A file of a kit: its name in the archive, and how a link calls it."""

    nom: str
    lien: str


@dataclass(frozen=True)
class PieceMontree:
    """A piece: its title, what it is for, its files; `vues` are where its previews stand."""

    titre: str
    usage: str
    fichiers: Sequence[Fichier]
    vues: Sequence[PlaceDApercu] = ()


DU_LABEL = (
    (
        "Certificat",
        "À joindre à un dossier, à afficher à l’accueil. Il dit l’état de son jour, et où le vérifier.",
        (
            ("certificat-a4.pdf", "PDF, A4"),
            ("certificat-a5.pdf", "PDF, A5"),
            ("certificat-a4-en.pdf", "en anglais, A4"),
        ),
    ),
    (
        "Plaque de porte",
        "21 sur 14,8 cm, à imprimer à 100 % ou à faire graver. Elle dit une période, jamais un état.",
        (("plaque.pdf", "PDF"),),
    ),
    (
        "Affiche de vos engagements",
        "A3, avec les engagements de votre label, axe par axe.",
        (("affiche-de-nos-engagements.pdf", "PDF, A3"),),
    ),
    ("Diapositive", "Une page en 16:9, à placer dans une présentation.", (("diapositive.pdf", "PDF"),)),
    (
        "Images pour les réseaux sociaux",
        "Trois tailles ; le texte à donner avec elles est dans les textes courts.",
        tuple(zip(IMAGES, ("paysage", "carrée", "portrait"), strict=True)),
    ),
    ("Affiche de la Raison d’être", "A3, à signer.", (("affiche-de-la-raison-d-etre.pdf", "PDF, A3"),)),
    (
        "Signature de courriel",
        "Ouvrez-la, sélectionnez le tableau, copiez-le dans la signature d’Outlook ou de Gmail.",
        (("signature-de-courriel.html", "en français"), ("signature-de-courriel-en.html", "en anglais")),
    ),
    (
        "Communiqué de presse",
        "Rempli de vos dates et de vos engagements ; trois passages restent à compléter.",
        (("communique-de-presse.txt", "texte"),),
    ),
    (
        "Textes courts",
        "Pour un réseau social, le site, un appel d’offres ou un dossier de prêt.",
        (("textes-courts.txt", "en français"), ("short-texts-en.txt", "en anglais")),
    ),
)
D_ENGAGEE = (
    (
        "Textes",
        "Pour un réseau social et le site : depuis quand vous êtes engagée, et que ce n’est pas un label.",
        (("textes-engagee.txt", "texte"),),
    ),
    (
        "Image",
        "Carrée, pour les réseaux sociaux. Elle ne ressemble à aucune image d’un label.",
        ((nom_de_l_image("image-engagee", "carre"), "PNG"),),
    ),
    ("Affiche de la Raison d’être", "A3, à signer.", (("affiche-de-la-raison-d-etre.pdf", "PDF, A3"),)),
)


def pieces_montrees(cas: Cas) -> list[PieceMontree]:
    """Return the pieces of an open kit, in the order a page shows them."""
    rangees = {place.nom: place for place in places(cas)}
    return [
        PieceMontree(
            titre,
            usage,
            [Fichier(nom, lien) for nom, lien in fichiers],
            [rangees[nom] for nom, _lien in fichiers if nom in rangees],
        )
        for titre, usage, fichiers in (DU_LABEL if cas == Cas.LABEL else D_ENGAGEE)
    ]
