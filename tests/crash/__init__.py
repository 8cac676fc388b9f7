"""What is left of a commit that is killed, or that the disk fails, at any moment."""
