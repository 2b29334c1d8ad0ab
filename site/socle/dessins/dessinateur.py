"""The program that draws PDFs: takes a request in JSON, gives the files, ends. Only `atelier` starts it.

Without Django, which takes seconds to load. It yields the processor to whoever serves pages, and is stopped by the
system when it takes too much, even with nobody left to wait for it.
"""

import json
import os
import resource
import sys
from pathlib import Path

SANS_PANGO, REFUSE = 3, 4  # how it ends, beside 0
PRIORITE = 10  # of 19: the higher, the more it yields
SECONDES_DE_CALCUL = 60
OCTETS_DE_MEMOIRE = 2 * 1024**3


def main() -> int:
    """Draw what the standard input asks; return how it ended."""
    os.nice(PRIORITE)
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES_DE_CALCUL, SECONDES_DE_CALCUL))
    resource.setrlimit(resource.RLIMIT_AS, (OCTETS_DE_MEMOIRE, OCTETS_DE_MEMOIRE))
    demande = json.load(sys.stdin)
    sys.path[:] = demande["chemins"]
    try:
        from socle.dessins.dessin_pdf import dessiner
    except OSError:
        return SANS_PANGO

    dossiers = [Path(dossier) for dossier in demande["dossiers"]]
    documents = demande.get("documents") or [{"html": demande["html"], "pages": demande["pages"]}]
    try:
        dessines = [dessiner(document["html"], dossiers=dossiers, pages=document["pages"]) for document in documents]
    except PermissionError as refus:
        sys.stderr.write(str(refus))
        return REFUSE

    if "documents" not in demande:
        sys.stdout.buffer.write(dessines[0])
    else:
        _donner(dessines, demande["apercu"])
    return 0


def _donner(dessines: list[bytes], apercu: int) -> None:
    """Write a line with the size of each piece, then the pieces: the PDFs, then their previews if they are asked."""
    if apercu:
        from socle.dessins.apercu_pdf import premiere_page

        dessines = [*dessines, *(premiere_page(dessine, apercu) for dessine in dessines)]
    sys.stdout.buffer.write(json.dumps([len(dessine) for dessine in dessines]).encode() + b"\n")
    for dessine in dessines:
        sys.stdout.buffer.write(dessine)


if __name__ == "__main__":
    sys.exit(main())
