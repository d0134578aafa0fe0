"""Documents that owners drop: read in a process of their own, shown as they would stand, given as drafts."""
