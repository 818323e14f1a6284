"""Notebook 10: What if the picture moves by one pixel?"""
