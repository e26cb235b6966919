"""The inspector: every field of what is selected, of one record or of several at once."""
