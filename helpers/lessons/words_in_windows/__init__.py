"""Notebook 09a: Which part of speech is a word, and how few labels are enough to learn that?"""
