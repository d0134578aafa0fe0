"""Commands over what the store keeps."""
