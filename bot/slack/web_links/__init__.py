"""What people see of a link to the rules on the web: the clause below it, and its panel."""

from bot.slack.web_links.clause_panels import ClausePanels
from bot.slack.web_links.pasted_links import PastedLinks

__all__ = ["ClausePanels", "PastedLinks"]
