"""Notebook 13: a small transformer that writes, and what each of its parts is for."""
