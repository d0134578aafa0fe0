"""Text -> terms: words as they are cut, their synonyms, and how they are misspelt."""
