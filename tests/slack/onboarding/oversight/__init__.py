"""Those who look after new colleagues."""
