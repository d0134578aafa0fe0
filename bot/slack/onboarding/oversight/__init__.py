"""What managers and HR do with the paths of their people, and see of them; and the command for all of it."""
