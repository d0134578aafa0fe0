"""Whether the best clause is good enough: confidence, thresholds, the kind of fact asked for, and who chooses."""
