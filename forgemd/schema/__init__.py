"""Workflows, tasks and graphs against JSON Schemas: what is wrong is a path into a value, and that a place in a file.

No hook loads this room unless the configuration names schemas: rules decide faster, and say the same.
"""

from forgemd.schema.alike import likeness, one_of_each
from forgemd.schema.compiled import graph_schema, task_schema, transition_schema, workflow_record
from forgemd.schema.judged import Judged, judged_task, transition_records
from forgemd.schema.patterns import Pattern, PatternError
from forgemd.schema.places import span_in
from forgemd.schema.validator import SchemaProblem, Validator, Violation, problems_of

__all__ = [
    "Judged",
    "Pattern",
    "PatternError",
    "SchemaProblem",
    "Validator",
    "Violation",
    "graph_schema",
    "judged_task",
    "likeness",
    "one_of_each",
    "problems_of",
    "span_in",
    "task_schema",
    "transition_records",
    "transition_schema",
    "workflow_record",
]
