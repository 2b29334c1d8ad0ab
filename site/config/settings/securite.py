"""What browsers are told to refuse, and what may be uploaded. Values that hold in every installation."""

from csp.constants import NONCE, NONE, SELF, UNSAFE_INLINE

# Public pages: nothing from elsewhere, nothing inline. A script that must be inline carries the request's nonce.
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],  # the QR code of the second factor is a data: image
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],  # the editor shows a page's preview in a frame
    }
}
# Wagtail's admin: its date pickers and choosers start with inline scripts, its widgets write style attributes, and
# neither carries a nonce. Nothing comes from elsewhere, nothing is built from text (no unsafe-eval), no plugin, and the
# previews of pages keep the public policy.
CONTENT_SECURITY_POLICY_ADMIN = {
    **CONTENT_SECURITY_POLICY["DIRECTIVES"],
    "script-src": [SELF, UNSAFE_INLINE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],  # blob: shows an image before it is uploaded
    "frame-src": [SELF],
}

PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer",
        "autoplay",
        "browsing-topics",
        "camera",
        "display-capture",
        "encrypted-media",
        "geolocation",
        "gyroscope",
        "magnetometer",
        "microphone",
        "midi",
        "payment",
        "usb",
        "xr-spatial-tracking",
    )
} | {"publickey-credentials-create": ["self"], "publickey-credentials-get": ["self"], "fullscreen": ["self"]}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # for browsers that ignore frame-ancestors
SILENCED_SYSTEM_CHECKS = ["security.W019"]  # it wants DENY, which would blank the editors' preview
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 12 * 3600  # a working day
CSRF_COOKIE_HTTPONLY = True  # scripts find the token in the page
CSRF_COOKIE_SAMESITE = "Lax"

# Uploads. SVG is left out on purpose: it is a document that may hold a script, and it would be served from our address.
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 50_000_000  # frames of an animation included
WAGTAILIMAGES_IMAGE_FORM_BASE = "socle.medias.televersements.FormulaireImage"
WAGTAILDOCS_EXTENSIONS = ["pdf", "docx", "xlsx", "pptx", "odt", "ods", "odp", "csv", "txt"]
WAGTAILDOCS_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILDOCS_DOCUMENT_FORM_BASE = "socle.medias.televersements.FormulaireDocument"
WAGTAILDOCS_INLINE_CONTENT_TYPES: list[str] = []  # a document is downloaded, never opened under our address

# In production only: everything over TLS, remembered for two years. Probes ask /sante/ from inside, without TLS.
TLS = {
    "SECURE_SSL_REDIRECT": True,
    "SECURE_REDIRECT_EXEMPT": [r"^sante/(vivant|pret)$"],
    "SECURE_HSTS_SECONDS": 2 * 365 * 24 * 3600,
    "SECURE_HSTS_INCLUDE_SUBDOMAINS": True,
    "SECURE_HSTS_PRELOAD": True,
    "SESSION_COOKIE_SECURE": True,
    "CSRF_COOKIE_SECURE": True,
    "SESSION_COOKIE_NAME": "__Host-session",
    "CSRF_COOKIE_NAME": "__Host-csrf",
}
