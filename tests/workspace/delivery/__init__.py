"""How the app hears of what happened."""
