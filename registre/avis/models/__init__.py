"""Models of the room of opinions: what is asked of whom, the messages that carry its links, each opening of one."""

from registre.avis.models.courriel import CourrielAExpert
from registre.avis.models.demande import LONGUEUR, DemandeDAvis, EtatDeLAvis
from registre.avis.models.ouverture import OuvertureDAvis

__all__ = ["LONGUEUR", "CourrielAExpert", "DemandeDAvis", "EtatDeLAvis", "OuvertureDAvis"]
