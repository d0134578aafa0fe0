"""The database itself: opened and brought up to date, looked at for its health, its files kept private."""
