"""The disk as harnesses see it: system calls watched, recorded, refused; and what a power cut may leave of them."""
