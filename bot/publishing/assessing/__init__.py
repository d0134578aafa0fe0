"""What a change would do before it counts: what stands against it, and what it touches."""
