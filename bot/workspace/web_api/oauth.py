"""oauth.v2.access: the code that an admin's consent gave, for the bot token."""

from bot.workspace.web_api.context import Context, Method
from bot.workspace.wire import ApiError, Payload


def _access(context: Context) -> Payload:
    state, arguments = context.state, context.arguments
    if arguments.text("client_id") != state.tokens.client_id:
        raise ApiError("invalid_client_id")
    if arguments.text("client_secret") != state.tokens.client_secret:
        raise ApiError("bad_client_secret")
    code = arguments.text("code")
    if code not in state.authorization_codes:
        raise ApiError("invalid_code")
    state.authorization_codes.discard(code)
    state.is_installed = True
    return {
        "app_id": state.app.id,
        "authed_user": {"id": next((one.id for one in state.people.all() if one.is_admin), state.bot.id)},
        "scope": ",".join(state.app.scopes),
        "token_type": "bot",
        "access_token": state.tokens.bot,
        "bot_user_id": state.bot.id,
        "team": {"id": state.team_id, "name": state.team_name},
        "enterprise": None,
        "is_enterprise_install": False,
    }


METHODS = {"oauth.v2.access": Method(_access, tier=4, caller="anyone")}
