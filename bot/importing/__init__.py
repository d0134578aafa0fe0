"""Rules as organisations have them (Word, PDF, web pages, tables) become files of the rulebook."""
