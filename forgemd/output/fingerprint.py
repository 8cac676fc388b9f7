"""What makes a finding the same one after lines were put in above it."""

from __future__ import annotations

from collections import Counter

from forgemd.output.report import Report

__all__ = ["fingerprints"]


def fingerprints(report: Report) -> list[str]:
    """For each finding 32 hexadecimal digits of its rule, path and task, and its number among those of the same.

    A finding about no task counts its message, without the numbers in it, instead. All are different.
    """
    import hashlib

    counts: Counter[str] = Counter()
    made = []
    for found in report.diagnostics:
        text = "\0".join((found.rule, found.path, found.about))
        key = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:32]
        counts[key] += 1
        made.append(f"{key}:{counts[key]}")
    return made
