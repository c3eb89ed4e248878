"""Drawing pages: the plan of what is drawn, fragments of records, the shell around them, navigation, linked data."""
