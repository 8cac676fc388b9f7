"""What `check` and the hooks look at, which rules judge it, and what may not be committed."""
