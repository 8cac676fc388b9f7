"""The JSON Schema of the configuration file, for editors and for validation elsewhere.

It is generated from the model. What a schema cannot say is left to `load`: that a transition's target is
defined, and that no two keys differ only in case. In all else the two agree.
"""

from __future__ import annotations

from collections.abc import Collection

from forgemd.config.options import CONFIG, WORKFLOW
from forgemd.typed import Any

__all__ = ["FILE", "ID", "WORKFLOW_FILE", "config_schema", "config_schema_text", "workflow_schema_text"]

ID = "https://forgemd.dev/schemas/config.schema.json"
FILE = "schemas/config.schema.json"
"""Where the generated file lies in the checkout."""
WORKFLOW_FILE = "schemas/workflow.schema.json"
"""Where that of workflows lies."""


def config_schema(rule_names: Collection[str] = ()) -> dict[str, Any]:
    """The schema (2020-12); with `rule_names` it enumerates the rules, so that editors can offer them."""
    body = CONFIG.schema(rule_names)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": ID,
        "title": "forgemd configuration",
        "description": "What .forgemd.yaml, or [tool.forgemd] in pyproject.toml, may say. "
        "A key without a value (null) means its default.",
        **body,
        "type": ["object", "null"],
        "examples": [{option.name: option.example for option in CONFIG.options}],
    }


def config_schema_text(rule_names: Collection[str] = ()) -> str:
    """The generated file, to the byte."""
    import json

    return json.dumps(config_schema(rule_names), indent=2, ensure_ascii=False) + "\n"


def workflow_schema_text() -> str:
    """The generated schema of a workflow alone, to the byte; it is that of the option `workflow`."""
    import json

    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://forgemd.dev/schemas/workflow.schema.json",
        "title": "Workflow",
        "description": "A workflow as data: its statuses, what may come next, what each wants. `workflow` in "
        ".forgemd.yaml takes it, and `forgemd workflow show --format json` prints it.",
        **WORKFLOW.schema(()),
        "examples": [_EXAMPLE],
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


_EXAMPLE = {
    "statuses": {
        "TODO": {"category": "todo", "initial": True, "to": ["DOING"]},
        "DOING": {"category": "active", "limit": 1, "requires": ["owner"], "to": ["REVIEW", "TODO"]},
        "REVIEW": {
            "category": "review",
            "to": {"DONE": {"requires": ["reviewer"], "other_reviewer": True}, "DOING": {}},
        },
        "DONE": {"category": "done", "requires": ["completed"], "to": {"DOING": {"by": ["ada"], "reason": True}}},
    }
}
