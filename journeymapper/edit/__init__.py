"""How a map changes: transactions on one store, rules, history, and the operations. No Qt, no files."""
