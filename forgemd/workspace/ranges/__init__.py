"""Commits one by one, each against its parents: whoever made them."""
