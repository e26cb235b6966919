"""What a map says: the path through its steps, their numbers, ways in and out, findings. Only this imports networkx."""
