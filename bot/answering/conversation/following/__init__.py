"""Questions that lean on what was said before, and what is found for them."""
