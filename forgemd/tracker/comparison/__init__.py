"""Two readings beside each other: what changed, by which steps, and what was lost."""
