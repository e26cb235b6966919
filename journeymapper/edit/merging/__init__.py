"""Two people's edits of one map brought together, by record and field. `edit.merge` is the way in."""
