"""Asking schools: politely, within limits, whatever they answer. Results go into the store."""
