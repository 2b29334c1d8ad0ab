"""Accounts: who may log in, how, and how often they may try. Values that hold in every installation."""

from datetime import timedelta

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "wagtailadmin_home"
LOGOUT_REDIRECT_URL = "/"

# One door. Wagtail's own login, password and e-mail forms know neither the second factor nor the limits below.
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAIL_FRONTEND_LOGIN_URL = "/compte/login/"
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # nobody types another's: the person chooses it, from the link they are sent
WAGTAIL_GRAVATAR_PROVIDER_URL = None  # no address of ours is sent to a third party

ACCOUNT_ADAPTER = "socle.comptes.connexion.AccueilFerme"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # accounts are made by the Federation, which knows the addresses
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Coop’HLM] "
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # asking for a password tells nobody, by mail or on screen, who has an account
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGIN_ON_PASSWORD_RESET = False  # or a stolen mailbox would be enough to come in
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
# axes stops one machine trying one account; these stop one machine trying many, and many machines trying one.
ACCOUNT_RATE_LIMITS = {"login": "30/m/ip", "login_failed": "20/m/ip,30/h/key"}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "login_webauthn": "socle.comptes.cles_d_acces.ConnexionParCle",
    "add_webauthn": "socle.comptes.cles_d_acces.AjoutDeCle",
    "reauthenticate_webauthn": "socle.comptes.cles_d_acces.ConfirmationParCle",
}
MFA_TOTP_ISSUER = "Coop’HLM"
MFA_ALLOW_UNVERIFIED_EMAIL = True  # same reason as ACCOUNT_EMAIL_VERIFICATION

AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]  # an account alone would let anyone lock its owner out
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # the time said on the page is the time to wait
AXES_RESET_ON_SUCCESS = True
AXES_USERNAME_CALLABLE = "socle.comptes.connexion.identifiant_saisi"
AXES_CLIENT_IP_CALLABLE = "socle.comptes.connexion.adresse_du_visiteur"
AXES_LOCKOUT_CALLABLE = "socle.comptes.connexion.connexion_suspendue"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who logged in, when and from where is kept no longer than it takes to count failures
