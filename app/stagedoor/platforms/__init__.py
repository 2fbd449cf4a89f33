"""One module per platform over a shared adapter. A platform's module and its data file pair by name."""
