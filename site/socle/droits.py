"""What each group of editors may do with what every room shares: pages, media, settings.

A room declares its own part in its `droits.py`, under the same names; `socle.comptes.groupes` gathers them.
"""

ADMINISTRATION = "Administration"
COMITE = "Comité"
EDITION = "Édition"
PUBLICATION = "Publication"
GROUPES = (ADMINISTRATION, COMITE, EDITION, PUBLICATION)

CIRCUIT = "Relecture fédérale"
RELECTEURS = (PUBLICATION, ADMINISTRATION)

# On the root of the page tree, hence on every page of every language.
PAGES: dict[str, tuple[str, ...]] = {
    COMITE: (),
    EDITION: ("add", "change"),
    PUBLICATION: ("add", "change", "publish", "lock", "unlock"),
    ADMINISTRATION: ("add", "change", "publish", "lock", "unlock", "bulk_delete"),
}

# On the root collection, hence on every image and document.
MEDIAS: dict[str, tuple[str, ...]] = {
    COMITE: (),
    EDITION: ("add", "change", "choose"),
    PUBLICATION: ("add", "change", "delete", "choose"),
    ADMINISTRATION: ("add", "change", "delete", "choose"),
}

# On the root collection too, where Wagtail reads who makes, names and deletes collections: not on the model.
COLLECTIONS: dict[str, tuple[str, ...]] = {
    COMITE: (),
    EDITION: (),
    PUBLICATION: (),
    ADMINISTRATION: ("add", "change", "delete"),
}

_COMMUNS = (
    "wagtailadmin.access_admin",
    "wagtail_localize.submit_translation",
    "socle.view_synonyme",
    "socle.view_recherchesansresultat",
)
_PUBLIER = (
    "socle.change_navigation",
    "socle.add_synonyme",
    "socle.change_synonyme",
    "socle.delete_synonyme",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)
_ADMINISTRER = (
    "socle.add_user",
    "socle.change_user",
    "socle.delete_user",
    "wagtailsearchpromotions.add_searchpromotion",
    "wagtailsearchpromotions.change_searchpromotion",
    "wagtailsearchpromotions.delete_searchpromotion",
)

DROITS: dict[str, tuple[str, ...]] = {
    COMITE: ("wagtailadmin.access_admin",),
    EDITION: _COMMUNS,
    PUBLICATION: (*_COMMUNS, *_PUBLIER),
    ADMINISTRATION: (*_COMMUNS, *_PUBLIER, *_ADMINISTRER),
}
