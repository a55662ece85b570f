"""The face for those who write in: reports about what is published, and messages to initiatives."""
