"""The window in which a table is looked at before a map is made of it."""
