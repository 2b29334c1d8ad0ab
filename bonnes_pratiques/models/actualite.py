"""News: the list, and each piece of news."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from bonnes_pratiques.actualites.formulaire import ActualiteForm
from bonnes_pratiques.actualites.liste import ListeDActualites, lire_liste
from bonnes_pratiques.publication.pages import PagesPubliees
from raison_detre.blocs import CORPS_EDITORIAL
from socle.adresses.sous_page import SousPage
from socle.champs import FluxField
from socle.liste.pages import AdresseVerifiee
from socle.models import BasePage

ADRESSE = "actualites"


class ActualitesPage(AdresseVerifiee, BasePage):
    """The news, latest first, with their tags."""

    template = "bonnes_pratiques/actualites/liste.html"
    adresse_propre = ADRESSE
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["raison_detre.AccueilPage"]
    subpage_types: ClassVar[list[str]] = ["bonnes_pratiques.ActualitePage"]

    promote_panels: ClassVar[list] = [FieldPanel("seo_title"), FieldPanel("search_description")]

    class Meta:
        verbose_name = gettext_lazy("page des actualités")
        verbose_name_plural = gettext_lazy("pages des actualités")

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        """Check the page. Its address is permanent, the feed's stands under it: nobody chooses it."""
        self.slug = ADRESSE
        super().full_clean(*args, **kwargs)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        pages = ActualitePage.objects
        liste = lire_liste(pages.publiees(self.locale.language_code), pages.publiques(), request.GET)
        contexte = {
            "liste": liste,
            "sous_page": self._vue(liste),
            "vue": liste.etiquette.name if liste.etiquette else "",
        }
        return super().get_context(request, *args, **kwargs) | contexte

    def _vue(self, liste: ListeDActualites) -> SousPage | None:
        """A tag, or a further page, as a view of the list: its own title and address."""
        if not liste.tranche.ici:
            return None
        titre = f"{self.title} : {liste.etiquette}" if liste.etiquette else self.title
        if liste.tranche.page > 1:
            titre = _("%(titre)s, page %(page)s") % {"titre": titre, "page": liste.tranche.page}
        return SousPage(titre=titre, suites={self.locale.language_code: liste.tranche.ici})


class ActualitePage(BasePage):
    """A piece of news: a date, a title, a text."""

    template = "bonnes_pratiques/actualites/actualite.html"
    parent_page_types: ClassVar[list[str]] = ["bonnes_pratiques.ActualitesPage"]
    subpage_types: ClassVar[list[str]] = []
    base_form_class = ActualiteForm

    publiee_le = models.DateField(gettext_lazy("date"), default=timezone.localdate, db_index=True)
    image = models.ForeignKey(
        "socle.SiteImage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=gettext_lazy("image"),
    )
    image_alternative = models.CharField(
        gettext_lazy("texte de remplacement de l'image"),
        max_length=200,
        blank=True,
        help_text=gettext_lazy("Ce que montre l'image, pour qui ne la voit pas. Vide : la description de l'image."),
    )
    corps = FluxField(CORPS_EDITORIAL, blank=True, verbose_name=gettext_lazy("contenu"))
    etiquettes = ClusterTaggableManager(
        through="bonnes_pratiques.EtiquetteActualite",
        blank=True,
        verbose_name=gettext_lazy("étiquettes"),
        help_text=gettext_lazy("Des mots courts, déjà employés si possible."),
    )
    demonstration = models.BooleanField(gettext_lazy("démonstration"), default=False, editable=False)

    objects = PagesPubliees()

    faits_communs = ("publiee_le",)

    content_panels: ClassVar[list] = [
        *BasePage.content_panels,
        FieldPanel("publiee_le"),
        MultiFieldPanel(
            [FieldPanel("image"), FieldPanel("image_alternative")], heading=capfirst(gettext_lazy("image"))
        ),
        FieldPanel("corps"),
        FieldPanel("etiquettes"),
    ]
    search_fields: ClassVar[list] = [
        *BasePage.search_fields,
        index.SearchField("introduction"),
        index.SearchField("corps"),
    ]

    class Meta:
        verbose_name = gettext_lazy("actualité")
        verbose_name_plural = gettext_lazy("actualités")

    @property
    def texte_de_remplacement(self) -> str:
        """What the image shows, in words; empty for one that only decorates."""
        return self.image_alternative or (self.image.description if self.image else "")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        liste = self.get_parent() if self.path else None
        contexte = {
            "liste": liste.get_url(request) if liste else "",
            "etiquettes": list(self.etiquettes.all()),
            "precedente": self._voisine("-"),
            "suivante": self._voisine(""),
        }
        return super().get_context(request, *args, **kwargs) | contexte

    def _voisine(self, sens: str) -> "ActualitePage | None":
        """The news just before this one (`-`) or just after it, in its language. One query."""
        if self.pk is None:
            return None
        plus_loin = "lt" if sens else "gt"
        autres = ActualitePage.objects.publiees(self.locale.language_code).exclude(pk=self.pk)
        meme_jour = models.Q(publiee_le=self.publiee_le, **{f"pk__{plus_loin}": self.pk})
        ailleurs = models.Q(**{f"publiee_le__{plus_loin}": self.publiee_le})
        voisines = autres.filter(meme_jour | ailleurs).order_by(f"{sens}publiee_le", f"{sens}pk")
        voisine: ActualitePage | None = voisines.first()
        return voisine


class EtiquetteActualite(TaggedItemBase):
    """A tag on a piece of news."""

    content_object = ParentalKey(ActualitePage, on_delete=models.CASCADE, related_name="etiquettes_posees")

    class Meta:
        verbose_name = gettext_lazy("étiquette d'une actualité")
        verbose_name_plural = gettext_lazy("étiquettes des actualités")
