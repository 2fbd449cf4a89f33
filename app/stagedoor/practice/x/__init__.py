"""Practice X: console, consent page, OAuth endpoints and the v2 API."""
