"""What ends next: everything that comes to an end, in order of time."""
