"""The page that an expert's link opens, without an account."""
