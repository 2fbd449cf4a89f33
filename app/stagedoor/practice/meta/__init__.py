"""What practice Facebook, Instagram and Threads share: people, Meta apps with three pairs, tokens, the portal."""
