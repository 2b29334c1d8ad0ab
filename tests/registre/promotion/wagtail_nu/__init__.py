"""A site that is not ours: Wagtail, one page type, nothing of this project. It is given our recipe."""
