"""What happened, as sentences: posts and events, newest first."""
