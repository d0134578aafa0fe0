"""api.test, auth.test, apps.connections.open: is anybody there, who am I, and a socket please."""

from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _api_test(context: Context) -> Payload:
    given = context.arguments.recorded()
    if "error" in given:
        raise ApiError(str(given["error"]), {"args": given})
    return {"args": given} if given else {}


def _auth_test(context: Context) -> Payload:
    state = context.state
    return {
        "url": f"https://{state.team_domain}.slack.com/",
        "team": state.team_name,
        "user": state.bot.name,
        "team_id": state.team_id,
        "user_id": state.bot.id,
        "bot_id": state.bot_id,
        "is_enterprise_install": False,
    }


def _connections_open(context: Context) -> Payload:
    return {"url": context.link()}


METHODS = {
    "api.test": Method(_api_test, tier=4, caller="anyone"),
    "auth.test": Method(_auth_test, tier=4),
    "apps.connections.open": Method(_connections_open, tier=1, caller="app"),
}
