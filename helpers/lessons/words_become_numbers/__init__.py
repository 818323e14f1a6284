"""Notebook 08: What number is a coconut?"""
