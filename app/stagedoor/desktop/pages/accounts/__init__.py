"""The accounts: cards or a list, those that need the person first."""
