"""The test post of one account: composing, posting, deleting."""
