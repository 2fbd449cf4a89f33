"""One account: how it is, what mends it, how scripts use it, what happened."""
