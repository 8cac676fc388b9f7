"""What changes trackers: looked at as a whole first, then written, and committed where that is asked."""
