"""The room `git`, against the real git."""
