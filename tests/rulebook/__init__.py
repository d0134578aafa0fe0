"""The domain: numbers, references, and where they lead."""
