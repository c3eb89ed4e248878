"""What must not go out: personal data in texts, names and files, acts misquoted, secrets in an open repository."""
