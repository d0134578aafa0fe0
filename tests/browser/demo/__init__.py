"""The demo as people use it in a browser."""
