"""Notebook 05a: What if no line fits?"""
