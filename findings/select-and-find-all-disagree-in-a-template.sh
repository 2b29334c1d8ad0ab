#!/usr/bin/env bash
# Finding: Beautiful Soup's select() passes over what stands in a <template>, its find_all() does not, and Python's patch
# version decides which select() one gets.
#
# Expected: soup.select("td") and soup.find_all("td") are the same cells; one Beautiful Soup, or one lock file, behaves
#           alike on every Python 3.11.
# Happens:  Soup Sieve 4, behind select(), treats a template as outside the document ("template td" finds nothing either;
#           a select() on the template itself does); find_all() still walks through it. Soup Sieve 4 asks for Python
#           3.11.5: on 3.11.2, Debian 12's, a resolver takes 2.10, whose select() enters templates. Wagtail's admin has a
#           table in a template on each page: a test that counts cells passes on one machine and fails on the other.
# Version:  beautifulsoup4 4.15.0 with soupsieve 4.1.2, then 2.10.
# Source:   github.com/facelessuser/soupsieve/releases/tag/4.0; "Requires-Python" of both on PyPI.
# Seen:     soupsieve 4.1.2: select 1, "template td" 0, select on the template 1, find_all 2
#           soupsieve 2.10: select 2, "template td" 1, select on the template 1, find_all 2
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -c 'import sys; sys.exit(sys.version_info < (3, 11, 5))' || { echo "Python 3.11.5 or later is needed." >&2; exit 1; }
python3 -m venv "$folder/venv"
for version in 4.1.2 2.10; do
  "$folder/venv/bin/pip" install --quiet --disable-pip-version-check "beautifulsoup4==4.15.0" "soupsieve==$version"
  "$folder/venv/bin/python" - >> "$folder/seen" <<'PYTHON'
import soupsieve
from bs4 import BeautifulSoup

page = "<main><template><table><tr><td>aside</td></tr></table></template><table><tr><td>shown</td></tr></table></main>"
soup = BeautifulSoup(page, "html.parser")
print(
    f"soupsieve {soupsieve.__version__}: select {len(soup.select('td'))},",
    f'"template td" {len(soup.select("template td"))},',
    f"select on the template {len(soup.template.select('td'))}, find_all {len(soup.find_all('td'))}",
)
PYTHON
done
cat "$folder/seen"
diff "$folder/seen" - <<'EXPECTED'
soupsieve 4.1.2: select 1, "template td" 0, select on the template 1, find_all 2
soupsieve 2.10: select 2, "template td" 1, select on the template 1, find_all 2
EXPECTED
