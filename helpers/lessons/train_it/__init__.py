"""Notebook 06c: From where, on what and by which steps does a network learn?"""
