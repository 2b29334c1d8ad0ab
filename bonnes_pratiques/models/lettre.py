"""The newsletter: a sentence and where to subscribe. This site keeps nobody's address."""

from typing import ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import models
from django.utils import translation
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

_une_adresse_web = URLValidator(schemes=["https"])


def valider_adresse(adresse: str) -> None:
    """Accept an `https:` link or a `mailto:` address. Raises `ValidationError`."""
    try:
        if adresse.startswith("mailto:"):
            validate_email(urlsplit(adresse).path)
        else:
            _une_adresse_web(adresse)
    except ValidationError as erreur:
        raise ValidationError(
            _("Donnez un lien qui commence par https://, ou mailto: suivi d’une adresse électronique.")
        ) from erreur


@register_setting(icon="mail", order=110)
class LettreDInformation(BaseSiteSetting):
    """One site's newsletter, shown on the home page once it has an address."""

    phrase = models.TextField(
        _("phrase"), blank=True, max_length=300, help_text=_("Ce que contient la lettre, et à quel rythme.")
    )
    phrase_en = models.TextField(_("phrase en anglais"), blank=True, max_length=300)
    adresse = models.CharField(
        _("adresse d'inscription"),
        max_length=300,
        blank=True,
        validators=[valider_adresse],
        help_text=_("Un lien https:// ou mailto:adresse. Vide : le bloc n'est pas affiché."),
    )

    panels: ClassVar[list] = [
        HelpPanel(content=_("Le site ne garde aucune adresse : le bouton mène à l'inscription, ou ouvre un courriel.")),
        FieldPanel("phrase"),
        FieldPanel("phrase_en"),
        FieldPanel("adresse"),
    ]

    class Meta:
        verbose_name = _("lettre d'information")

    @property
    def texte(self) -> str:
        """The sentence in the reader's language, in French when nobody translated it."""
        return (self.phrase_en if translation.get_language() == "en" else "") or self.phrase

    @property
    def par_courriel(self) -> bool:
        """Whether one subscribes by writing."""
        return self.adresse.startswith("mailto:")

    @property
    def hote(self) -> str:
        """The site one subscribes on; empty when it is by e-mail."""
        return "" if self.par_courriel else urlsplit(self.adresse).hostname or ""
