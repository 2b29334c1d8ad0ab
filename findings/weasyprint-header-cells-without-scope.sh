#!/usr/bin/env bash
# Finding: asked for PDF/UA, WeasyPrint writes header cells of tables without their Scope, yet claims PDF/UA.
#
# Expected: `<th scope="row">` becomes a TH with /Scope /Row, which PDF/UA-1 (ISO 14289-1, 7.5) wants of headers that are
#           not named by Headers and IDs; a file that says pdfuaid:part 1 holds what it says.
# Happens:  each TH has a table attribute (/A << /O /Table >>) with no Scope in it, neither Row nor Column, whatever the
#           HTML says; the metadata claims PDF/UA-1 all the same.
# Version:  weasyprint 70.0, pikepdf 10.18.0. Needs pango on the machine.
# Source:   weasyprint/pdf/tags.py; the claim comes from weasyprint/pdf/pdfua.py.
# Seen:     header cells: 2
#           with a Scope: 0
#           claims PDF/UA: True
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "weasyprint==70.0" "pikepdf==10.18.0"
"$folder/venv/bin/python" - > "$folder/seen" <<'PYTHON'
import io

import pikepdf
from weasyprint import HTML

html = '<html lang="en"><title>T</title><h1>T</h1><table><tr><th scope="col">A<td>1<tr><th scope="row">B<td>2</table>'
pdf = pikepdf.open(io.BytesIO(HTML(string=html).write_pdf(pdf_variant="pdf/ua-1")))
cells = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/TH"]
print("header cells:", len(cells))
print("with a Scope:", sum("/Scope" in cell.get("/A", {}) for cell in cells))
print("claims PDF/UA:", b"pdfuaid:part" in pdf.Root.Metadata.read_bytes())
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'EXPECTED'
header cells: 2
with a Scope: 0
claims PDF/UA: True
EXPECTED
