"""The program that draws one PDF: takes a request in JSON, gives the file, ends. Only `atelier` starts it.

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
    try:
        contenu = dessiner(demande["html"], dossiers=dossiers, pages=demande["pages"])
    except PermissionError as refus:
        sys.stderr.write(str(refus))
        return REFUSE

    sys.stdout.buffer.write(contenu)
    return 0


if __name__ == "__main__":
    sys.exit(main())
