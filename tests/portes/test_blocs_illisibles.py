"""What the editor's scripts send of a stream of blocks, written otherwise: refused in words or on the field.

The names are read from the blocks of every page type, one block of each kind; each kind of reader is given four
nonsenses, the next one four others.
"""

from collections.abc import Iterator

import pytest
from django.urls import reverse
from wagtail.fields import StreamField
from wagtail.models import get_page_models

from tests.portes.blocs import NomDeBloc, envoyes
from tests.portes.formulaires import Formulaire, formulaires
from tests.portes.test_admin_illisible import INSENSES
from tests.portes.test_portes import demander

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("portes"), pytest.mark.lent, pytest.mark.rendu]

PAS = 4


def pages_et_blocs() -> Iterator[tuple[Formulaire, list[NomDeBloc]]]:
    """Yield the form that edits a page of each type, with the names that its streams send."""
    for modele in get_page_models():
        page = modele.objects.filter(locale__language_code="fr", depth__gt=1).order_by("pk").first()
        flux = [champ for champ in modele._meta.get_fields() if isinstance(champ, StreamField)]
        if page and flux:
            adresse = reverse("wagtailadmin_pages:edit", args=[page.pk])
            html = demander(adresse).content.decode()
            [formulaire] = [lu for lu in formulaires(html, adresse) if lu.methode == "post" and "title" in lu.donnees]
            yield formulaire, [nom for champ in flux for nom in envoyes(champ.stream_block, champ.name)]


def test_no_block_fails_on_what_it_is_sent() -> None:
    fautes, lus = [], set()
    for formulaire, noms in pages_et_blocs():
        sain = formulaire.donnees | {nom.nom: [nom.valeur] for nom in noms}
        assert demander(formulaire.adresse, sain, "post").status_code in {200, 302}, formulaire.adresse  # all was read
        for nom in noms:
            if nom.lecteur in lus:
                continue
            lus.add(nom.lecteur)
            for valeur in INSENSES[len(lus) % PAS :: PAS]:
                reponse = demander(formulaire.adresse, sain | {nom.nom: [valeur]}, "post")
                if reponse.status_code not in {200, 302, 400}:
                    fautes.append((formulaire.adresse, nom.nom, valeur[:20], reponse.status_code))
    assert not fautes, fautes
    assert {"RichTextBlock", "ImageChooserBlock", "StreamBlock count"} <= lus
