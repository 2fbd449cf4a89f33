"""Practice LinkedIn: developer portal, consent page, OAuth endpoints, and the posts interface."""
