"""Posts that are prepared for publishing by hand: the list of them, and the page of one."""
