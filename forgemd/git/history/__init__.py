"""Commits that were made, by forgemd or others: which they are, what they changed, what has been pushed."""
