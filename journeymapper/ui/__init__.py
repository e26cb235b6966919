"""The Qt shell: window, canvas, docks, dialogs and the painter. Only this package imports PySide6."""
