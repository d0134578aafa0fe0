"""JSON Schemas generated from the types that Slack publishes; `generate.sh` makes them anew."""
