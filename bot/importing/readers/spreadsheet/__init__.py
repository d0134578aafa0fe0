"""Excel and CSV: sheets of rows -> columns by their names -> books with one clause a row."""

from bot.importing.readers.spreadsheet.reader import read_spreadsheet

__all__ = ["read_spreadsheet"]
