"""Mermaid's `journey` diagrams, read as Mermaid 11 reads them and written so that it reads the same."""
