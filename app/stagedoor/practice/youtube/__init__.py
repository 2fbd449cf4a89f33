"""Practice YouTube: Google's console, consent pages, OAuth endpoints, the Data API v3 and the pages of a channel."""
