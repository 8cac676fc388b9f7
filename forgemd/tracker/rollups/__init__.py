"""Tables of figures that are counted over tasks."""
