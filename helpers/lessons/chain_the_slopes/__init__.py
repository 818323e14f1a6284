"""Notebook 03: If I turn the first wheel, how far does the last one move?"""
