"""The pages that portals want of everybody: written here, put online by the person."""
