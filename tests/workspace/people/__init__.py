"""People who talk, click, fill in forms and look."""
