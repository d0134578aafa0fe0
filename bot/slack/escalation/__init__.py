"""转给负责人: a question goes to the owner of its rule, and the reply comes back."""
