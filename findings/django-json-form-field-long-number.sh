#!/usr/bin/env bash
# Finding: a JSON form field of Django lets a plain ValueError out for a number of more than 4,300 digits.
#
# Expected: whatever a visitor types, `forms.JSONField.clean` accepts it or raises ValidationError: a form never fails.
# Happens:  `to_python` catches json.JSONDecodeError only. Python refuses to read an integer of more than
#           sys.get_int_max_str_digits() digits with a plain ValueError, which goes through `is_valid()` to the server's
#           error page. Two rules meet: Django's, older, and Python's limit (3.11, backported to 3.10.7).
# Version:  Django 5.2.19, Python 3.11 or later.
# Source:   django/forms/fields.py, JSONField.to_python; docs.python.org, "Integer string conversion length limitation".
# Seen:     short: {'n': 1}
#           long: ValueError, no ValidationError
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check "Django==5.2.19"
"$folder/venv/bin/python" - > "$folder/seen" <<'PYTHON'
from django.conf import settings

settings.configure(USE_I18N=False)
from django import forms
from django.core.exceptions import ValidationError

field = forms.JSONField()
print("short:", field.clean('{"n": 1}'))
try:
    field.clean('{"n": ' + "1" * 5000 + "}")
    print("long: accepted")
except ValidationError:
    print("long: ValidationError")
except ValueError:
    print("long: ValueError, no ValidationError")
PYTHON
cat "$folder/seen"
diff "$folder/seen" - <<'EXPECTED'
short: {'n': 1}
long: ValueError, no ValidationError
EXPECTED
