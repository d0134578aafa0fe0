"""From the workspace to the app: which events it hears, and how payloads travel and are repeated."""

from bot.workspace.delivery.deliveries import Deliveries
from bot.workspace.delivery.events import Events
from bot.workspace.delivery.http_events import HttpEvents, signed_headers
from bot.workspace.delivery.socket_mode import SocketMode

__all__ = ["Deliveries", "Events", "HttpEvents", "SocketMode", "signed_headers"]
