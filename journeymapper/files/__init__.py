"""How a map is kept on disk: the archive, its records, migrations, and the one function that writes. No Qt."""
