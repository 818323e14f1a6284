"""Notebook 10a: What if the picture moves by one pixel?"""
