"""Which lines stand above the numbered ones, or divide a text in which nothing is numbered."""
