"""Commands over the rule files."""
