"""From the app to the workspace: the Web API's methods by family, response URLs, uploads, and rate limits."""
