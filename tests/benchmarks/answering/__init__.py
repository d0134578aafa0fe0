"""How often what is said is right: `make decisions`, `make marks`, `make dialogues`, `make learning`."""
