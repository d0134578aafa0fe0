"""What arrives from Slack: whether it has its shape, what stands round it, and what a person did."""
