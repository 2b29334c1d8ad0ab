"""Uploaded files: what is let in, and pictures as the site keeps them."""
