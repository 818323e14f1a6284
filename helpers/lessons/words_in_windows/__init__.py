"""Notebook 09: Which word is meant, and which sentence is better?"""
