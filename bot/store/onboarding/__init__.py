"""What is kept of onboarding: who is on which path, what they have done, what they were told, and what they signed."""

from bot.store.onboarding.acknowledgements import Acknowledgements
from bot.store.onboarding.enrolments import Changes, EnrolmentRecord, Entry
from bot.store.onboarding.onboardings import Onboardings
from bot.store.onboarding.signatures import Signatures

__all__ = ["Acknowledgements", "Changes", "EnrolmentRecord", "Entry", "Onboardings", "Signatures"]
