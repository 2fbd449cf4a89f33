"""Practice TikTok API for Business: its portal, the page of ad accounts, and the token that goes in its own header."""
