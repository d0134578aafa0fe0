"""The shouze command."""
