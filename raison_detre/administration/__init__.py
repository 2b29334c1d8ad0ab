"""The référentiel in Wagtail's admin: lists, forms, choosers. `wagtail_hooks.py` registers them."""
