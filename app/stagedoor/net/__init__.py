"""The one HTTP client, behind the Http port."""
