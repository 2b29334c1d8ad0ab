"""Mail that the site writes about coops, as the Federation sees it: what became of it, and sending it again."""
