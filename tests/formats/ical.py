"""What RFC 5545 asks of a calendar, told as a list of faults."""

from collections.abc import Iterator
from typing import Any

from icalendar import Calendar

LIGNE = 75  # octets, folded


def fautes(contenu: bytes) -> list[str]:
    """Return what is wrong with this calendar, nothing for a sound one."""
    lu: Any = Calendar.from_ical(contenu)
    evenements = lu.walk("VEVENT")

    trouvees = [*_du_fichier(contenu), *(f"no {nom} (3.6)" for nom in ("PRODID", "VERSION") if nom not in lu)]
    if not lu.subcomponents:
        trouvees.append("no component (3.6)")

    fuseaux = {str(fuseau["TZID"]) for fuseau in lu.walk("VTIMEZONE")}
    for evenement in evenements:
        trouvees += _de_l_evenement(evenement, fuseaux)
    uids = [str(evenement.get("UID")) for evenement in evenements]
    if len(set(uids)) < len(uids):
        trouvees.append("a UID is borne twice (3.8.4.7)")
    return trouvees


def _du_fichier(contenu: bytes) -> Iterator[str]:
    if b"\n" in contenu.replace(b"\r\n", b""):
        yield "a line does not end with CRLF (3.1)"
    if any(len(ligne) > LIGNE for ligne in contenu.split(b"\r\n")):
        yield "a line is not folded (3.1)"


def _de_l_evenement(evenement: Any, fuseaux: set[str]) -> Iterator[str]:
    for nom in ("UID", "DTSTAMP", "DTSTART", "SEQUENCE", "LAST-MODIFIED"):
        if nom not in evenement:
            yield f"no {nom} (3.6.1)"
            return

    for nom in ("DTSTAMP", "LAST-MODIFIED"):
        if not evenement[nom].to_ical().endswith(b"Z"):
            yield f"{nom} is not in UTC (3.8.7)"

    debut, fin = evenement["DTSTART"], evenement.get("DTEND")
    if fin is not None and (type(debut.dt) is not type(fin.dt) or fin.dt <= debut.dt):
        yield "it ends before it begins, or in another kind of time (3.8.2.2)"
    for moment in (debut, fin):
        if moment is not None and "TZID" in moment.params and moment.params["TZID"] not in fuseaux:
            yield f"its time zone {moment.params['TZID']} is not defined (3.2.19)"
