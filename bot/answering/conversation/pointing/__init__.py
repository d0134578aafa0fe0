"""Messages that point at a place from where the talk stands, or say which of several is meant."""
