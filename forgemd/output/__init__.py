"""How results look: values in, text out. One format per file; each is loaded when it is asked for."""

from typing import TYPE_CHECKING, Any

from forgemd.output.visible import visible

if TYPE_CHECKING:
    from forgemd.output.json_text import json_text

__all__ = ["json_text", "visible"]

_MODULE_OF = {"json_text": "json_text"}


def __getattr__(name: str) -> Any:
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)
    globals()[name] = value
    return value
