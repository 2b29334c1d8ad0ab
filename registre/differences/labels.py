"""What changes of labels: their days, their suspensions, the reasons published with them."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from registre.differences.mots import etendue, jour_change
from registre.journal.histoire import Histoire, LabelOctroye, SuspensionLue
from socle.templatetags.typographie import en_toutes_lettres


def de_labels(avant: Histoire, apres: Histoire) -> Iterator[str]:
    annules = {a.label.numero for a in apres.annules}
    nuls = {a.label.numero for a in avant.annules}

    for label in sorted({lu.numero for lu in (*avant.labels, *apres.labels)}):
        ancien, nouveau = avant.label(label), apres.label(label)
        if nouveau is None:
            yield (
                _("Label %(numero)s : annulé. Son numéro n’est jamais redonné, et sa page le dit.") % {"numero": label}
                if label in annules
                else _("Label %(numero)s : n’existe plus.") % {"numero": label}
            )
        elif ancien is None:
            mots = _("Label %(numero)s : rétabli, %(quand)s.") if label in nuls else _("Label %(numero)s : %(quand)s.")
            quand = etendue(nouveau.valide_du, nouveau.valide_jusqu_au)
            yield mots % {"numero": label, "quand": quand[0].lower() + quand[1:]}
        else:
            for suite in (*_d_un_label(ancien, nouveau), *_de_suspensions(avant, ancien, apres, nouveau)):
                yield _("Label %(numero)s : %(suite)s") % {"numero": label, "suite": suite}


def _d_un_label(ancien: LabelOctroye, nouveau: LabelOctroye) -> Iterator[str]:
    yield from jour_change(_("octroyé"), ancien.octroye_le, nouveau.octroye_le)
    yield from jour_change(_("commence"), ancien.valide_du, nouveau.valide_du)
    yield from jour_change(_("finit"), ancien.valide_jusqu_au, nouveau.valide_jusqu_au)
    yield from jour_change(_("retiré"), ancien.retire_le, nouveau.retire_le)
    yield from jour_change(_("clos par absorption"), ancien.clos_le, nouveau.clos_le)
    if ancien.motif_retrait != nouveau.motif_retrait and ancien.retire_le and nouveau.retire_le:
        yield _("motif publié du retrait, « %(de)s » → « %(vers)s ».") % {
            "de": ancien.motif_retrait,
            "vers": nouveau.motif_retrait,
        }


def _de_suspensions(avant: Histoire, ancien: LabelOctroye, apres: Histoire, nouveau: LabelOctroye) -> Iterator[str]:
    anciennes = {s.rang: s for s in avant.suspensions(ancien)}
    nouvelles = {s.rang: s for s in apres.suspensions(nouveau)}
    for rang in sorted(anciennes.keys() | nouvelles.keys()):
        yield from _d_une_suspension(anciennes.get(rang), nouvelles.get(rang))


def _d_une_suspension(ancienne: SuspensionLue | None, nouvelle: SuspensionLue | None) -> Iterator[str]:
    yield from jour_change(
        _("suspendu"), ancienne.suspendu_le if ancienne else None, nouvelle.suspendu_le if nouvelle else None
    )
    if ancienne is None or nouvelle is None:
        if nouvelle is not None and nouvelle.levee_le:
            yield from jour_change(_("suspension levée"), None, nouvelle.levee_le)
        return

    if ancienne.levee_le and not nouvelle.levee_le:
        yield _("la suspension n’est plus levée (le %(jour)s).") % {"jour": en_toutes_lettres(ancienne.levee_le)}
    else:
        yield from jour_change(_("suspension levée"), ancienne.levee_le, nouvelle.levee_le)

    if ancienne.motif != nouvelle.motif:
        yield _("motif publié de la suspension, « %(de)s » → « %(vers)s ».") % {
            "de": ancienne.motif,
            "vers": nouvelle.motif,
        }
