"""Makes Slack show what the outbox holds, each parcel once."""
