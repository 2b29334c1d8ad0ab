"""The browser of the tests and of the guide's pictures: Chromium without a window, as Debian packages it.

The whole `chromium` serves as well (variable CHROMIUM): it draws what nobody looks at, a fifth of a journey's time.
"""

import os

PACKAGE = "chromium-headless-shell"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium-headless-shell")
