"""Slack's wire: clients, requests over HTTP, and what its payloads say."""
