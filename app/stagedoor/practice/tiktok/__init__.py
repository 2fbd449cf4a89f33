"""Practice TikTok: developer portal with sandboxes, consent page, OAuth endpoints, uploads, and the phone's Inbox."""
