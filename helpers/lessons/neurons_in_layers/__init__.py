"""Notebook 05b: What can one neuron decide, and what needs a layer?"""
