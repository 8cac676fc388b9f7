"""Three versions of trackers made one."""
