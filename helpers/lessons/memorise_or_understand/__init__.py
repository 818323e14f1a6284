"""Notebook 07: When is a cost of 0 a bad sign?"""
