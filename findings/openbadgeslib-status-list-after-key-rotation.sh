#!/usr/bin/env bash
# Finding: openbadgeslib reads a badge signed by any key of a did:web, and its status list by the first key only.
#
# Expected: an issuer changes keys and lists both in its DID document, as DID Core allows. A badge and the status list
#           it names, both signed by the second key, both naming it by `kid`, verify: the badge is read that way.
# Happens:  the badge verifies, and the same call with `check_status=True` fails on the list's signature: the `kid` of
#           the list is not read, and the list is held to the first method of the document. With the two methods
#           listed the other way round, the same badge and list pass. Two rules meet: a key found by its name, for the
#           badge, and one key handed on, for the list. An issuer must put the newest key first.
# Version:  openbadgeslib 4.6.3, PyJWT as it resolves.
# Source:   openbadgeslib/ob3/verifier.py, `_key_for_token` and `check_status`; W3C Bitstring Status List 1.0, which
#           says of the list only that it is a verifiable credential, verified as one.
# Seen:     former key first, badge alone: verified
#           former key first, badge and status: refused
#           newest key first, badge alone: verified
#           newest key first, badge and status: verified
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "openbadgeslib[ldp]==4.6.3" 2>/dev/null
"$folder/venv/bin/python" -W ignore - > "$folder/seen" <<'PYTHON'
import base64
import gzip
import json
from datetime import datetime, timedelta, timezone

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from openbadgeslib.errors import LibOpenBadgesException
from openbadgeslib.ob3.verifier import OB3Verifier

DID, LIST = "did:web:example.org", "https://example.org/status/1"
CONTEXTS = ["https://www.w3.org/ns/credentials/v2", "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"]
former, newest = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
now = datetime.now(timezone.utc).replace(microsecond=0)
since, until = (now - timedelta(days=1)), (now + timedelta(days=1))
dates = {"validFrom": since.strftime("%Y-%m-%dT%H:%M:%SZ"), "validUntil": until.strftime("%Y-%m-%dT%H:%M:%SZ")}
claims = {"iss": DID, "nbf": int(since.timestamp()), "exp": int(until.timestamp())}


def encoded(octets):
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def method(name, key):
    jwk = {"kty": "OKP", "crv": "Ed25519", "x": encoded(key.public_key().public_bytes_raw())}
    return {"id": f"{DID}#{name}", "type": "JsonWebKey2020", "controller": DID, "publicKeyJwk": jwk}


def signed(document):
    named = {"jti": document["id"], "sub": document["credentialSubject"]["id"]}
    return jwt.encode(document | claims | named, newest, algorithm="EdDSA", headers={"kid": f"{DID}#newest", "typ": "JWT"})


badge = signed({
    "@context": CONTEXTS, "id": "https://example.org/badges/1", "type": ["VerifiableCredential", "OpenBadgeCredential"],
    "name": "A badge", "issuer": {"id": DID, "type": ["Profile"], "name": "An issuer"}, **dates,
    "credentialSubject": {"id": "https://example.org/people/1", "type": ["AchievementSubject"], "achievement": {
        "id": "https://example.org/achievements/1", "type": ["Achievement"], "name": "A thing done",
        "description": "It was done.", "criteria": {"narrative": "Doing it."}}},
    "credentialStatus": {"id": f"{LIST}#5", "type": "BitstringStatusListEntry", "statusPurpose": "revocation",
                         "statusListIndex": "5", "statusListCredential": LIST},
})
status = signed({
    "@context": CONTEXTS[:1], "id": LIST, "type": ["VerifiableCredential", "BitstringStatusListCredential"],
    "issuer": DID, **dates,
    "credentialSubject": {"id": f"{LIST}#list", "type": "BitstringStatusList", "statusPurpose": "revocation",
                          "encodedList": "u" + encoded(gzip.compress(bytes(16384)))},
})

for order, methods in {"former key first": [("former", former), ("newest", newest)],
                       "newest key first": [("newest", newest), ("former", former)]}.items():
    document = {"@context": ["https://www.w3.org/ns/did/v1"], "id": DID,
                "verificationMethod": [method(*named) for named in methods],
                "assertionMethod": [f"{DID}#{name}" for name, _key in methods]}

    def read(address):
        return json.dumps(document).encode() if "did.json" in address else status.encode()

    for what, check in {"badge alone": False, "badge and status": True}.items():
        try:
            OB3Verifier.for_issuer_did(DID, download=read).verify(badge, check_status=check, download=read)
            print(f"{order}, {what}: verified")
        except LibOpenBadgesException:
            print(f"{order}, {what}: refused")
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'EXPECTED'
former key first, badge alone: verified
former key first, badge and status: refused
newest key first, badge alone: verified
newest key first, badge and status: verified
EXPECTED
