"""PDF: characters with their places -> printed lines -> paragraphs, without running heads and page numbers."""

from bot.importing.readers.pdf.reader import read_pdf

__all__ = ["read_pdf"]
