"""Names of the environment variables that more than one layer reads or names."""

HOME = "STAGEDOOR_HOME"
"""The one folder for everything that is kept."""

PASSPHRASE_FD = "STAGEDOOR_PASSPHRASE_FD"  # noqa: S105 -- the name of a variable
"""Number of an open file descriptor from which the passphrase of the locked file is read, once."""
