"""What an owner does with an item, and how it is carried out."""
