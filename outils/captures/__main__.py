"""Command line: `make captures`, or `python -m outils.captures`."""

import re
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Error

from outils.captures import redaction, registre
from outils.captures.photographe import Equipe, Photographe
from outils.captures.plateau import ROOT, plateau

GUIDE = ROOT / "docs" / "guide-editeur.md"
IMAGES = ROOT / "docs" / "images"
SCENES = (*redaction.SCENES, *registre.SCENES)


def play(folder: Path) -> list[str]:
    """Play every scene, each from where the one before left the site; return what is gone, a line each."""
    gone = []
    with plateau() as pages:
        equipe = Equipe(**{account: Photographe(page, folder) for account, page in pages.items()})
        for scene in SCENES:
            print(f"· {scene.__doc__}", flush=True)
            try:
                scene(equipe)
            except (AssertionError, Error) as error:
                said = " ".join(str(error).split("Aria snapshot", 1)[0].split())
                gone.append(f"{scene.__module__}.{scene.__name__}: {said}")

    return gone


def unlike_the_guide(folder: Path) -> list[str]:
    """Return the pictures that the guide shows and no scene takes, and those taken for nothing."""
    shown = set(re.findall(r"\(images/([\w-]+\.png)\)", GUIDE.read_text("utf-8")))
    taken = {file.name for file in folder.glob("*.png")}
    missing = [f"{name}: in the guide, and not taken" for name in sorted(shown - taken)]
    return missing + [f"{name}: taken, and not in the guide" for name in sorted(taken - shown)]


def replace(folder: Path) -> int:
    """Put these pictures in the place of the guide's; return how many bytes they weigh."""
    for file in IMAGES.glob("*.png"):
        file.unlink()
    for file in folder.glob("*.png"):
        (IMAGES / file.name).write_bytes(file.read_bytes())
    return sum(file.stat().st_size for file in IMAGES.iterdir())


def main() -> int:
    """Take the pictures again; return 1, replacing none, when a step of the guide is gone."""
    with tempfile.TemporaryDirectory(prefix="images-") as folder:
        faults = play(Path(folder)) + unlike_the_guide(Path(folder))
        if faults:
            print("\nNo picture was replaced. Each step below is gone: mend its scene and the guide, run again.")
            print("\n".join(f"- {fault}" for fault in faults))
            return 1
        weight = replace(Path(folder))

    count = len(list(IMAGES.iterdir()))

    print(f"\n{count} pictures, {weight / 1000:.0f} KB. Look at them, then: git add docs/images")
    return 0


if __name__ == "__main__":
    sys.exit(main())
