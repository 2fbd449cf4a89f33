"""What a doctor found: what is broken with the way to mend it, what is fine folded away."""
