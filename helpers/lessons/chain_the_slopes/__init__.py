"""The room of notebook 03, Chain the slopes."""
