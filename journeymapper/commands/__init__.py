"""Every verb of the program, declared once: menus, toolbar, context menus and the shortcut sheet are made from it.

No Qt. A command reaches the window through `ViewPort`, the file through `FilePort` and the person through `Ports`.
"""
