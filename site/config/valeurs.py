"""What a variable must hold to be safe in production. Each check raises `ValidationError`, in French."""

import base64
import binascii
import hashlib
import ipaddress
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from environs import ValidationError

Check = Callable[[Any], None]

MAIL_SCHEMES = {
    "submission",
    "smtp",
    "console",
    "file",
    "memory",
    "dummy",
}  # those dj-email-url knows, less the deprecated

KEY_LENGTH = 50
KEY_DISTINCT_CHARACTERS = 10
# Words that an example bears, wherever they stand: six letters in this order are not drawn at random.
KEY_MARKS_OF_AN_EXAMPLE = (
    "django-insecure",
    "development",
    "changez",
    "change-me",
    "changeme",
    "exemple",
    "example",
    "remplac",
    "fausse",
    "placeholder",
    "abcdefgh",
    "01234567",
)

WITNESS_KIND, WITNESS_KEY_LENGTH = 4, 33  # a byte that says the kind, then 32


def filled(value: Any) -> None:
    """Refuse an empty text or list: a variable set to nothing is as good as missing."""
    if value in ("", [], [""], {}, Path()):
        raise ValidationError("vide")


def hard_to_guess(key: str) -> None:
    """Refuse a signing key that is short, monotonous, or copied from an example."""
    if (
        len(key) < KEY_LENGTH
        or len(set(key)) < KEY_DISTINCT_CHARACTERS
        or any(mark in key.lower() for mark in KEY_MARKS_OF_AN_EXAMPLE)
    ):
        raise ValidationError(
            f"trop facile à deviner : {KEY_LENGTH} caractères tirés au hasard au moins, par exemple ce que donne "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )


def named_hosts(hosts: list[str]) -> None:
    """Refuse the wildcard: whoever chooses the Host header would choose the address in password mails."""
    if any(host.startswith("*") for host in hosts):
        raise ValidationError("nommez les domaines du site, sans « * »")


def https_origin(url: str) -> None:
    """Refuse an address without TLS, or with anything after the host: paths are appended to it."""
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or url != f"https://{parts.netloc}":
        raise ValidationError("une adresse comme https://www.exemple.fr est attendue, sans barre oblique à la fin")


def known_mail_scheme(url: str) -> None:
    """Refuse a scheme the parser ignores in silence: mails would leave without encryption, or not at all."""
    if url and urlsplit(url).scheme not in MAIL_SCHEMES:
        raise ValidationError("une adresse comme submission://compte:secret@hote:587 est attendue")


def mail_address(address: str) -> None:
    """Refuse what is not an e-mail address, alone or as `Name <address>`."""
    if "@" not in address:
        raise ValidationError("une adresse électronique est attendue")


def contact(uri: str) -> None:
    """Refuse what RFC 9116 refuses: a contact is an address with its scheme."""
    if not uri.startswith(("mailto:", "https://", "tel:")):
        raise ValidationError("une adresse commençant par mailto:, https:// ou tel: est attendue")


def purge_address(url: str) -> None:
    """Refuse what is not the address of a cache on the same machine or network; empty: there is none."""
    parts = urlsplit(url)
    if url and (parts.scheme != "http" or not parts.hostname or url != f"http://{parts.netloc}"):
        raise ValidationError("une adresse comme http://127.0.0.1:8081 est attendue, sans barre oblique à la fin")


def token(secret: str) -> None:
    """Refuse a token as a signing key is refused; empty: what it opens is closed."""
    if secret:
        hard_to_guess(secret)


def fault_address(url: str) -> None:
    """Refuse what is not the address that a Sentry gives: a public key, a host, a project; empty: nothing is told."""
    parts = urlsplit(url)
    if url and not (parts.scheme in {"http", "https"} and parts.username and parts.hostname and parts.path.strip("/")):
        raise ValidationError("une adresse comme https://cle@fautes.exemple.org/1 est attendue")


def bucket_name(name: str) -> None:
    """Refuse what no S3 takes for the name of a bucket, an address for one."""
    if not re.fullmatch(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]", name):
        raise ValidationError("le nom d’un seau est attendu : minuscules, chiffres et tirets, sans adresse")


def bucket_address(url: str) -> None:
    """Refuse an address without TLS, unless it leads to this machine or a private network by its number."""
    parts = urlsplit(url)
    safe = parts.scheme == "https" or (parts.scheme == "http" and _is_private(parts.hostname or ""))
    if not (safe and parts.hostname and url == f"{parts.scheme}://{parts.netloc}" and not parts.username):
        raise ValidationError(
            "une adresse comme https://s3.exemple.org est attendue, sans barre oblique à la fin ; http:// seulement "
            "vers un numéro de réseau privé"
        )


def _is_private(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False


def absolute(path: Path) -> None:
    """Refuse a folder that depends on where the server was started from."""
    if not path.is_absolute():
        raise ValidationError("un chemin complet est attendu, commençant par /")


def not_negative(count: int) -> None:
    """Refuse a number of proxies below zero."""
    if count < 0:
        raise ValidationError("un nombre entier positif ou nul est attendu")


def witness_keys(keys: list[str]) -> None:
    """Refuse a witness's key that is not a C2SP vkey of kind 4 (an Ed25519 cosigner), its hash checked."""
    if not all(_is_witness_key(key) for key in keys):
        raise ValidationError("chaque clé de témoin s’écrit nom+empreinte+base64 (vkey C2SP de genre 4)")


def _is_witness_key(key: str) -> bool:
    name, _plus, rest = key.partition("+")
    fingerprint, _plus, encoded = rest.partition("+")
    try:
        raw = base64.b64decode(encoded, validate=True)
    except (ValueError, binascii.Error):
        return False
    right = hashlib.sha256(f"{name}\n".encode() + raw).hexdigest()[:8]
    return bool(name) and len(raw) == WITNESS_KEY_LENGTH and raw[0] == WITNESS_KIND and fingerprint == right
