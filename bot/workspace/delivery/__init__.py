"""From the workspace to the app: which events it hears, their payloads, and how they travel and are repeated."""
