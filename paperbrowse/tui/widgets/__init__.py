"""The widgets, one a module. Each knows the one thing it shows, and is told what that is."""
