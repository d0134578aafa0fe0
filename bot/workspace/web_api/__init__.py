"""From the app to the workspace: the Web API's methods by family, response URLs, uploads, and rate limits."""

from bot.workspace.web_api.calls import Calls, Rates
from bot.workspace.web_api.endpoint import METHODS, Endpoint
from bot.workspace.web_api.files import FileServer
from bot.workspace.web_api.response_urls import Origin, ResponseUrls

__all__ = ["METHODS", "Calls", "Endpoint", "FileServer", "Origin", "Rates", "ResponseUrls"]
