"""What is computed of terms and vectors, and kept."""
