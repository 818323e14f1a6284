"""What README.md shows and counts: the film of three running figures, and its line of figures."""
