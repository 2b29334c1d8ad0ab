"""Translations in the admin: the editor of wagtail-localize, what it publishes, takes up again and lists."""
