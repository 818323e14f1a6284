"""Notebook 04: Who does the chain rule for a million parameters?"""
