"""Texts: which signs they may hold, at every door; their French order; their links."""
