"""Your details: what portals ask of everybody, said once; the icon; what one must have."""
