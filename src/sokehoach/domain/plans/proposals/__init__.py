"""What a programme made from a plan would count, ask in words and demand by when: proposals, decided by a person."""
