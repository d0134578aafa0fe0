"""Speed and figures, measured side by side with known engines in one run. Never a test's pass mark."""
