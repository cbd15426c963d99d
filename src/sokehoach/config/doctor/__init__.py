"""Checks of a deployment: one function for each reason. Each finding says what is wrong and what to do."""
