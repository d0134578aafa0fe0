"""Shouze: knowledge files -> Rulebook -> Index; question -> hits -> Answer or Refusal -> Slack or terminal."""
