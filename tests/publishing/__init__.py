"""Generations, the gate, and what counts."""
