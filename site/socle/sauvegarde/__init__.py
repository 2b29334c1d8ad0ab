"""Back up and restore: the database and the files, in one archive that says by its manifest whether it is whole.

Any tool opens it: a tar of parts of a dump (`base/`), files (`media/`) and, last, `manifeste.json`. Encrypted, it is an
age file around that tar. Signing keys are never in it: they have an archive of their own, always encrypted.
"""
