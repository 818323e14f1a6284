"""Notebook 12: a window, a recurrent cell and attention on one task, and what lies beyond."""
