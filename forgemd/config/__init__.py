"""What a repository says about its trackers: the options, the file they stand in, and its schema.

Where there is no file, `find` and `DEFAULT` are all that is used; the rest is loaded when it is asked for.
"""

from forgemd.config.discovery import FILE_NAMES, candidates, find, holds, read
from forgemd.config.model import (
    DEFAULT,
    CommitOptions,
    Config,
    FileOptions,
    MergeOptions,
    StatusOptions,
    TransitionOptions,
    WorkflowOptions,
)
from forgemd.lazy import door
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.config.loading import load, origins
    from forgemd.config.node import InvalidConfig, Problem
    from forgemd.config.options import OPTIONS, ROLES
    from forgemd.config.schema import config_schema, config_schema_text
    from forgemd.config.show import Row, leaves, rows

__all__ = [
    "DEFAULT",
    "FILE_NAMES",
    "OPTIONS",
    "ROLES",
    "CommitOptions",
    "Config",
    "FileOptions",
    "InvalidConfig",
    "MergeOptions",
    "Problem",
    "Row",
    "StatusOptions",
    "TransitionOptions",
    "WorkflowOptions",
    "candidates",
    "config_schema",
    "config_schema_text",
    "find",
    "holds",
    "leaves",
    "load",
    "origins",
    "read",
    "rows",
]

_MODULE_OF = {
    "InvalidConfig": "node",
    "OPTIONS": "options",
    "Problem": "node",
    "Row": "show",
    "ROLES": "options",
    "config_schema": "schema",
    "config_schema_text": "schema",
    "leaves": "show",
    "load": "loading",
    "origins": "loading",
    "rows": "show",
}

__getattr__ = door(__name__, _MODULE_OF)
