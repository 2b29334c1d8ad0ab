"""Whether an archive may come to this machine, and what it would take the place of."""

from socle.sauvegarde.etat import etat_de, migrations_inconnues
from socle.sauvegarde.manifeste import CLES, Manifeste
from socle.sauvegarde.moteurs import moteur
from socle.sauvegarde.refus import ArchiveRefusee, RestaurationRefusee
from socle.sauvegarde.restaurer import presents

NOMS = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def exiger_une_archive_d_ici(fait: Manifeste) -> None:
    """Raise `ArchiveRefusee` for a database of the other engine, or of a later code than this one."""
    if fait.contenu == CLES:
        return
    ici = moteur().nom
    if fait.moteur != ici:
        message = (
            f"Cette archive vient de {NOMS.get(fait.moteur, fait.moteur)} et la base d’ici est {NOMS[ici]} : "
            "une archive se restaure sur le moteur dont elle vient (DATABASE_URL)."
        )
        raise ArchiveRefusee(message)
    if inconnues := migrations_inconnues(fait.base.migrations):
        plus_recente = f"Cette archive vient d’une version plus récente du site ({', '.join(inconnues)})"
        raise ArchiveRefusee(f"{plus_recente} : installez-la d’abord.")


def ce_qui_serait_perdu(fait: Manifeste) -> str:
    """Return in a sentence what stands where the archive goes; empty when nothing does."""
    fichiers = sum(1 for _fichier in presents(fait))
    if fait.contenu == CLES:
        return f"des clés (fichiers : {fichiers})" if fichiers else ""

    base = moteur()
    with base.lecture() as curseur:
        etat = etat_de(base, curseur)
    if not etat.lignes and not fichiers:
        return ""
    temoins = "".join(f" ; {nom} : {dit}" for nom, dit in etat.temoins.items())
    lignes = sum(etat.lignes.values())
    return f"un site (tables : {len(etat.lignes)}, lignes : {lignes}, fichiers : {fichiers}{temoins})"


def exiger_la_place(fait: Manifeste, *, remplacer: bool) -> str:
    """Return what is about to be lost. Raises `RestaurationRefusee` when something is, and nobody said to."""
    perdu = ce_qui_serait_perdu(fait)
    if perdu and not remplacer:
        raise RestaurationRefusee(f"Il y a déjà ici {perdu}. Rien n’est restauré ; --remplacer les efface.")
    return perdu
