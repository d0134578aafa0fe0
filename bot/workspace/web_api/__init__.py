"""From the app to the workspace: the Web API's methods by family, response URLs, uploads, and rate limits."""

from bot.workspace.web_api.calls import Calls
from bot.workspace.web_api.calls import Rates
from bot.workspace.web_api.endpoint import METHODS
from bot.workspace.web_api.endpoint import Endpoint
from bot.workspace.web_api.files import FileServer
from bot.workspace.web_api.response_urls import Origin
from bot.workspace.web_api.response_urls import ResponseUrls

__all__ = ["METHODS", "Calls", "Endpoint", "FileServer", "Origin", "Rates", "ResponseUrls"]
