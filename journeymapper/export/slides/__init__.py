"""Slides (`.pptx`): the map in shapes that can be edited. Needs python-pptx, which is installed as an extra."""
