"""Adding lists: what a source gives is read, and put into the library as it comes."""

from paperbrowse.adding.steps import LeftOut, Outcome, Progress, Report, Step
from paperbrowse.adding.wish import Wish

__all__ = ["LeftOut", "Outcome", "Progress", "Report", "Step", "Wish"]
