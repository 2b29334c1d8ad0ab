"""What the site holds: the register, labels for those who write, one that lapses tonight, an account, members to tell.

`python -m tests.pannes.contenu 12` makes it all, with twelve such labels, in an empty database.
"""

import sys

from dateutil.relativedelta import relativedelta
from django.contrib.auth.hashers import PBKDF2PasswordHasher

COOPS = 4
COMPTE, MOT_DE_PASSE = "secretaire@exemple-coophlm.fr", "une phrase de passe des essais de panne"
ECHOIT = "panne-ce-soir"


def ajouter(coops: int = COOPS) -> None:
    """Add to a register what these tests need: so many coops whose labels are to be decided on."""
    from django.utils import timezone

    from tests.registre.factories import CooperativeFactory, labellisee, siren_fictif
    from tests.registre.promotion.monde import membre
    from tests.socle.conftest import charger_groupes
    from tests.socle.factories import UserFactory

    charger_groupes()
    hacheur = PBKDF2PasswordHasher()
    UserFactory.create(superuser=True, email=COMPTE, password=hacheur.encode(MOT_DE_PASSE, hacheur.salt()))

    jours = {f"panne-{rang}": relativedelta(days=1000) for rang in range(coops)}
    jours[ECHOIT] = relativedelta(years=3, days=-1)
    for rang, (slug, avant) in enumerate(jours.items()):
        coop = CooperativeFactory.create(slug=slug, nom=slug, siren=siren_fictif(90_000 + rang))
        labellisee(timezone.localdate() - avant, coop)
        membre(coop)


def main(coops: int = COOPS) -> None:
    """Make everything, with so many coops to decide on."""
    import django

    django.setup()
    from django.core.management import call_command

    from tests.raison_detre.conftest import charger_site
    from tests.registre.conftest import charger_registre

    call_command("migrate", verbosity=0, interactive=False)
    charger_site()
    charger_registre()
    ajouter(coops)


if __name__ == "__main__":
    main(int(sys.argv[1]))
