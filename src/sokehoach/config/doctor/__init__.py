"""What a deployment lacks: one check, one function, one reason. Each finding says what is wrong and what to do."""
