#!/usr/bin/env bash
# Finding: Willow, which draws pictures for Wagtail, does not take an animated PNG for a picture at all.
#
# Expected: an animated PNG is a PNG (its first frame is what an older reader shows): Willow opens it as PNGImageFile.
# Happens:  Willow tells formats by filetype, which has a kind of its own for animated PNG ("image/apng"); no Willow class
#           bears that name, so `Image.open` raises UnrecognisedImageFormatError, though Pillow opens the same bytes.
# Version:  Willow 1.12.0, filetype 1.2.0, Pillow 13.0.0.
# Source:   willow/image.py (Image.open), filetype/types/image.py (Apng).
# Seen:     still: PNGImageFile
#           animated: UnrecognisedImageFormatError
#           Pillow: PNG 2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "Willow==1.12.0" "filetype==1.2.0" "Pillow==13.0.0"
"$folder/venv/bin/python" - > "$folder/seen" <<'PYTHON'
import io

from PIL import Image as Pillow
from willow.image import Image


def png(*colours):
    frames = [Pillow.new("RGB", (4, 4), colour) for colour in colours]
    out = io.BytesIO()
    frames[0].save(out, "PNG", save_all=len(frames) > 1, append_images=frames[1:])
    out.seek(0)
    return out


for name, picture in (("still", png("red")), ("animated", png("red", "blue"))):
    try:
        print(f"{name}:", type(Image.open(picture)).__name__)
    except Exception as error:
        print(f"{name}:", type(error).__name__)
opened = Pillow.open(png("red", "blue"))
print("Pillow:", opened.format, opened.n_frames)
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'EXPECTED'
still: PNGImageFile
animated: UnrecognisedImageFormatError
Pillow: PNG 2
EXPECTED
