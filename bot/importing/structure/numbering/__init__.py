"""Which of the numbers at the start of lines count clauses, and which lines are headings above them."""
