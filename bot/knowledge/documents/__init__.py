"""One YAML file: what is written and where, its shape, and what people write wrongly."""
