"""What people see, as Slack's blocks: pure functions of replies and words."""
