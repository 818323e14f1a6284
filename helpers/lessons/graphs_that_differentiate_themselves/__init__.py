"""The room of notebook 04, Graphs that differentiate themselves."""
