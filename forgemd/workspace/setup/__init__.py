"""What a repository needs for forgemd to work in it: looked for, set up, mended."""
