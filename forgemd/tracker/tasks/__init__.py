"""A task, whatever tells it: a row of a table, a box, a heading or front matter."""
