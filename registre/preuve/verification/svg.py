"""The credential inside an SVG (Open Badges 3.0, section 5.3): read with a parser that takes no document type."""

from xml.parsers import expat

from registre.preuve.incrustation import ESPACE
from registre.preuve.verification.refus import BadgeIllisible, le_seul

CREDENTIAL = f"{ESPACE} credential"


class _Lecture:
    """What a parser meets: the text of each credential. A document type, hence any entity, is refused unread."""

    def __init__(self) -> None:
        self.trouves: list[list[str]] = []
        self.dedans = False

    def ouvrir(self, nom: str, attributs: dict[str, str]) -> None:
        if nom == CREDENTIAL:
            self.trouves.append([attributs.get("verify", "")])
            self.dedans = True

    def fermer(self, nom: str) -> None:
        self.dedans = self.dedans and nom != CREDENTIAL

    def lire(self, texte: str) -> None:
        if self.dedans:
            self.trouves[-1].append(texte)

    def refuser(self, *_declaration: object) -> None:
        raise BadgeIllisible("svg_type")


def du_svg(svg: bytes) -> bytes:
    """Return the credential of an SVG: an attribute `verify` (JWT), else what the element holds (JSON).

    Raises `BadgeIllisible`.
    """
    lecture, lecteur = _Lecture(), expat.ParserCreate(namespace_separator=" ")
    lecteur.StartElementHandler, lecteur.EndElementHandler = lecture.ouvrir, lecture.fermer
    lecteur.CharacterDataHandler, lecteur.StartDoctypeDeclHandler = lecture.lire, lecture.refuser

    try:
        lecteur.Parse(svg, True)
    except (expat.ExpatError, LookupError, ValueError) as faute:
        raise BadgeIllisible("svg_abime") from faute
    return le_seul(["".join(morceaux).encode(errors="replace") for morceaux in lecture.trouves])
