"""`python -m tests.browser.parcours.preparation`: what the journey's site has on its first day, not a coop among it."""

import sys

from tests.browser.parcours.gens import INSTRUCTRICE, MEMBRES, SECRETAIRE
from tests.browser.parcours.horloge import heure

# Of the steps of `outils/charger.py`: without a coop, a word of English or an index of what does not exist yet.
NECESSAIRES = {
    "charger_referentiel",
    "charger_contenu",
    "accorder_adresse",
    "preparer_registre",
    "preparer_bibliotheque",
    "creer_cle",
    "synchroniser_groupes",
}


def preparer() -> str | None:
    """Load what is needed and open the accounts of the Federation and of the committee; return what went wrong."""
    from outils import charger

    charger.STEPS = [pas for pas in charger.STEPS if pas[1] in NECESSAIRES]
    if obstacle := charger.load():
        return obstacle

    from django.contrib.auth.models import Group
    from django.utils import timezone

    from registre.comite.models import MembreDuComite
    from registre.comite.nomination import donner_l_acces
    from socle.droits import ADMINISTRATION, PUBLICATION
    from socle.models import User
    from tests.browser.comptes import PASSWORD

    for adresse, groupe in ((INSTRUCTRICE, PUBLICATION), (SECRETAIRE, ADMINISTRATION)):
        User.objects.create_user(adresse, PASSWORD).groups.add(Group.objects.get(name=groupe))
    for adresse in MEMBRES:
        compte = User.objects.create_user(adresse, PASSWORD)
        donner_l_acces(MembreDuComite.objects.create(user=compte, depuis=timezone.localdate()))
    return None


if __name__ == "__main__":
    heure.suivre()
    sys.exit(preparer())
