"""What replies say in words, the same in the terminal and in Slack."""

from bot.answering import Kind, Reason
from bot.rulebook import Clause, Owner
from bot.wording.catalogue import Wording


def why(reason: Reason, say: Wording) -> str:
    """Why a question was refused."""
    return say(f"refusal.{reason}", example=say("help.example"))


def owner(who: Owner, say: Wording) -> str:
    """Whom to ask, with the contact where there is one."""
    named = say("owner.contact", name=who.name, contact=who.contact) if who.contact else who.name
    return say("refusal.owner", owner=named)


def standing(clause: Clause, say: Wording) -> str:
    """Where the clause stands, in which version, and since when it is in force."""
    heading = clause.heading
    return say(
        "answer.path", chapter=heading.label, version=heading.version, effective=clause.effective.isoformat()
    )


def courtesy(kind: Kind, say: Wording) -> str:
    """The short reply to a greeting, thanks, a call for help, or an errand."""
    return say(f"courtesy.{kind}", example=say("help.example"), command="/rule")
