"""How long an answer may be kept, and telling the shared cache what changed."""
