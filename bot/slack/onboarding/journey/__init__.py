"""What a new colleague goes through: the cards of stages, their quizzes and signatures, and what is posted of them."""
