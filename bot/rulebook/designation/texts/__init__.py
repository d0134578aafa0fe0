"""Where designators stand: in running texts, and in messages that are nothing else."""
