"""How the process works and how it is: leased work, what is in flight, health, metrics."""
