"""Chapters that are to be read again by a day."""
