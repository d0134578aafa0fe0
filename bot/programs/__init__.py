"""What a program that asks gets: the reply that staff get, as one JSON object, and no more than everybody may see."""
