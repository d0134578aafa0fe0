"""One reader a kind of file; each makes the same of it, a `SourceDocument`, or says why it cannot."""
