"""有用 and 没用: what people think of an answer."""
