"""forgemd keeps the hand-edited Markdown tracker as the single source of truth and makes it safe."""

__all__ = ["__version__"]

__version__ = "0.1.0"
