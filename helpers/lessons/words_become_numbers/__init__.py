"""Notebook 08a: What number is a coconut?"""
