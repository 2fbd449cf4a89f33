"""Practice Threads: its own sign-in, interface, and the part of Meta's portal that belongs to it."""
