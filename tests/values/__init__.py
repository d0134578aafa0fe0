"""Modules of bot/ that are values and rules by themselves: chains, reports, surveys, suggestions, tallies."""
