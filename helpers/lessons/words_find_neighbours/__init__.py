"""Notebook 08b: Which words are alike?"""
