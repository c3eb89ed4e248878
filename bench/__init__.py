"""How fast the section is built, beside its peers: `python -m bench`."""
