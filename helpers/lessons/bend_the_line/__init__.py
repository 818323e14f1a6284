"""Notebook 05: What if no line fits?"""
