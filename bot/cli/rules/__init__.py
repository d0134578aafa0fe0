"""Commands over the rule files: ask, check, import, show."""
