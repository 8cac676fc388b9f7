"""Which table is what, under which heading it stands, and what each of its columns means."""
