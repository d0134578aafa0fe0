"""What the weights and thresholds of ranking and deciding were chosen by."""
