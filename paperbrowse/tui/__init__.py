"""The screen: a Textual app that shows what the catalogue answers."""
