"""What waits for an expert, and the whole bank as tables for the methodologist."""
