"""The crash journal: what was done to an open map since its file was last written, as it is done."""
