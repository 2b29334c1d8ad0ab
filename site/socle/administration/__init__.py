"""What we add to Wagtail's admin: the review's rules, the home page. `wagtail_hooks.py` registers it."""
