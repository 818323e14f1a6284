"""Notebook 01: What do I get for an apple, if nobody tells me the rule?"""
