"""Two languages: from a page to its translation, and what follows a French text into it."""
