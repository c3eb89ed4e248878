"""A folder of records becomes a checked catalogue: what may be published of one school on one day."""
