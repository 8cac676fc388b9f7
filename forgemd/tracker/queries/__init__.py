"""Which tasks are meant, where they stand, and what to do next."""
