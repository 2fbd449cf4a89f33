"""Practice Facebook: the sign-in dialog, Pages, and the Graph API."""
