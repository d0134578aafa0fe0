"""The first weeks of a new colleague in Slack: the welcome, the stages of their path, quizzes and signatures.

The rules stand in bot.onboarding; here they meet clicks, commands and the clock.
"""

from bot.slack.onboarding.app import OnboardingApp, build_onboarding

__all__ = ["OnboardingApp", "build_onboarding"]
