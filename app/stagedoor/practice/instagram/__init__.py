"""Practice Instagram: accounts, Instagram's own sign-in, and both interfaces."""
