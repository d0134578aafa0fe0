"""Speed, as ratios measured side by side in one run. Never a test's pass mark."""
