"""What was published before: on which day it counted, who may see it, and what took force."""
