"""Other data in the text of a record: `patch` finds the stretches that change, `emission` writes what comes there."""
