"""Notebook 10b: Who chooses the kernels, and which network do I trust?"""
