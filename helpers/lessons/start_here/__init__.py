"""Notebook 00: How does this course work?"""
