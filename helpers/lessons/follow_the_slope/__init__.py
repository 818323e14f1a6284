"""Notebook 02: Which way is down, and how far dare I step?"""
