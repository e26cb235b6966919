"""Output that needs geometry: PDF and SVG. Imported lazily, for reportlab takes its time."""
