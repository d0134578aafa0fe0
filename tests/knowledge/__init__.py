"""Knowledge folders on disk: what they become, and every fault that they can have."""
