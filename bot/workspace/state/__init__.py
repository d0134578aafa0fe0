"""What the workspace holds: users, conversations, messages, files, views, and a feed of what changes in it."""
