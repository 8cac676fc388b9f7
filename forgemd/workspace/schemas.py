"""The JSON Schemas that a configuration names for its tasks: read, and known to be usable."""

from __future__ import annotations

import json
from collections.abc import Callable

from forgemd.config import Config
from forgemd.errors import ConfigError
from forgemd.schema import problems_of
from forgemd.typed import Any

__all__ = ["schemas_of"]

MOST_BYTES = 1024 * 1024


def schemas_of(config: Config, where: str, read: Callable[[str], bytes | None]) -> tuple[tuple[str, Any], ...]:
    """What the schemas hold that `config`, which stands in the file `where`, names, by their paths. `read` gives the
    bytes of one, None where there is no such file. Raises `ConfigError` for a schema that cannot be used."""
    return tuple((path, _schema(path, where, read(path))) for path in config.schemas)


def _schema(path: str, where: str, raw: bytes | None) -> Any:
    if raw is None:
        raise ConfigError(f"`schemas`: there is no file {path}", where=where, hint="paths are relative to this file")
    if len(raw) > MOST_BYTES:
        raise ConfigError("a schema of more than 1 MiB", where=path, hint="schemas for tasks are shorter")
    try:
        schema = json.loads(raw)
    except json.JSONDecodeError as error:
        at = f"{path}:{error.lineno}:{error.colno}"
        raise ConfigError(f"not JSON: {error.msg}", where=at, hint=f"mend {path}") from error
    except (UnicodeDecodeError, RecursionError, ValueError) as error:
        raise ConfigError(f"not JSON: {error}", where=path, hint=f"mend {path}") from error
    problems = problems_of(schema)
    if problems:
        lines = [f"{problem.pointer or 'the whole schema'}: {problem.message}" for problem in problems[:20]]
        hint = f"mend {path}; it is a JSON Schema (2020-12) for values as schemas/task.schema.json describes them"
        raise ConfigError("\n".join(lines), where=path, hint=hint)
    return schema
