"""How a hand moves a map: pointer gestures as generators, and what lies under the pointer. No Qt.

A gesture receives events and yields previews; it writes to the store once, when the button is released. Its state
is its local variables, so giving it up at any moment leaves nothing behind.
"""
