"""News: what the list, the feed and the search engines are told of it."""
