"""Settings: how Stagedoor looks, where keys and files live, and what it is."""
