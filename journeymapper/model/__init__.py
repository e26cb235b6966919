"""What a journey map is: frozen records, their tables, patches and a read-only document. No Qt, no files."""
