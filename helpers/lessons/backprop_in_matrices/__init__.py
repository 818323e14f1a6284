"""Notebook 06b: How do a million weights learn at once?"""
