"""Notebook 06a: How does a network decide, and how does it find its weights?"""
