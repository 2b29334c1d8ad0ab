"""The browser of the tests and of the guide's pictures: Chromium without a window, as Debian packages it.

The whole `chromium` serves as well (variable CHROMIUM), and takes half as long again (docs/decisions/0067).
"""

import os

PACKAGE = "chromium-headless-shell"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
