"""A rulebook over time: what a clause becomes, what is in force when, and what an edition changes."""
