"""What is printed inside a paragraph: runs, fields, formulas, marks of footnotes."""
