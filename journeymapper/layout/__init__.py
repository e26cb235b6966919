"""Where things are: theme, fonts, shaped text, grid, routes, curves. Pure functions, no Qt."""
