"""What forgemd puts into a repository so that git calls it."""
