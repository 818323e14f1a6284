"""The room of notebook 09, Words in windows."""
