"""What people do in the workspace: write, click, fill in modals, run commands. Tests and the page drive it by this."""
