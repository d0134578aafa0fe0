"""How long things take, and how much memory: `make bench`; never a pass mark."""
