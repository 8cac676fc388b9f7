"""The tests of forgemd; they mirror its rooms."""
