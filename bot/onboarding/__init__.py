"""The first weeks of a new colleague: paths, quizzes, signatures, reminders, as rules over stored progress.

Has never heard of YAML, SQL, Slack or the clock: moments are passed in.
"""
