"""The first weeks of a new colleague in Slack: the welcome, the stages of their path, quizzes and signatures.

The rules stand in bot.onboarding; here they meet clicks, commands and the clock.
"""

from bot.slack.onboarding.app import OnboardingDependencies, newcomers
from bot.slack.onboarding.onboarding_app import Newcomers
from bot.slack.onboarding.schedule import Schedule

__all__ = ["Newcomers", "OnboardingDependencies", "Schedule", "newcomers"]
