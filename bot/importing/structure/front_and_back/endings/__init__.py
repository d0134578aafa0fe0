"""What ends a document below its last rule."""
