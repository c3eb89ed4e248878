"""Covers for records without a photo: figures, things and grounds put together from what a record says of itself.

A cover is a pure function of its `CoverSubject`: the same record, the same picture, on any day and beside any others.
"""
