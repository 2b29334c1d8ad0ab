"""Opinions on a filed dossier, asked of an expert who has no account: by a link that ends, with a day and reminders."""
