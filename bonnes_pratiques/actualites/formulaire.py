"""The editors' form of a piece of news."""

from bonnes_pratiques.actualites.etiquettes import reconnaitre
from socle.administration.page import FormulaireDePage


class ActualiteForm(FormulaireDePage):
    """Wagtail's form; a tag typed another way is the tag that exists."""

    def clean_etiquettes(self) -> list[str]:
        """Return the tags as they are already written elsewhere."""
        return reconnaitre(self.cleaned_data["etiquettes"])
