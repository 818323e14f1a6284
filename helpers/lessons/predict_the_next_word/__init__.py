"""Notebook 09b: How probable is a sentence, and what does a machine say that knows?"""
