"""Faults planted into sound trackers: one of a rule's kind, in the file's own style and language."""
