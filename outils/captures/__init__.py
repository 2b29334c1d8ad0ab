"""`make captures`: take again the pictures of docs/guide-editeur.md, in a browser, on a site of their own.

A person goes through the guide by what the screen says (`personne`), on demonstration content and on a day that never
changes (`plateau`). A step that is gone is named, and then no picture is replaced: the guide is what must change.
"""
