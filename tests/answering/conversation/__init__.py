"""What is said around the rules, and what a talk is about."""
