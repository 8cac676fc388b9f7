"""forgemd as its users meet it: real processes, real git, real files."""
