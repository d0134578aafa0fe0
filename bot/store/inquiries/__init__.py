"""Questions: taken in, claimed, leased and settled; the thread that each stands in."""
