"""What the text of one cell says: an id, a status, a date, a count; and the roles that ask for one."""
