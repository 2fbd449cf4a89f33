"""The protocol without I/O: attempts, PKCE, callbacks and pasted addresses, token answers, OAuth 1.0a signing."""
