"""The pages of any library."""
