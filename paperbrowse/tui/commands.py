"""Every command of the browser, defined once.

Bindings, footer, palette, help and the README's key table are made from this list. What a command
does is the method ``action_…`` of the same name.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from textual.binding import Binding, BindingType


class Group(Enum):
    """What a command is about; the headings of the help."""

    MOVE = "Moving"
    SEARCH = "Searching"
    PANEL = "Panels: facets, saved searches, lists, authors"
    MARK = "Marking"
    OPEN = "Opening"
    EXPORT = "Selecting and exporting"
    PROGRAM = "The program"


class Where(Enum):
    """The widget that a command's keys belong to."""

    ANYWHERE = "anywhere"
    LIST = "the list"
    PAPER = "the paper"
    BOX = "the search box"
    PANEL = "a panel"
    PROMPT = "a prompt"
    NOTE = "the note"
    EXPORT = "the export"


@dataclass(frozen=True, slots=True)
class Command:
    """A command: the action it runs, its keys (Textual's names), a label and a sentence of help."""

    action: str
    keys: tuple[str, ...]
    label: str
    help: str
    group: Group
    where: Where = Where.ANYWHERE
    footer: bool = False
    """Whether the footer shows it."""
    palette: bool = True
    """Whether the palette offers it: not where a key alone makes sense."""
    everywhere: bool = False
    """Whether its keys work in front of the main screen too: in help, export and palette."""


_LIST, _PAPER, _BOX, _PANEL = Where.LIST, Where.PAPER, Where.BOX, Where.PANEL
_EXPORT, _NOTE = Where.EXPORT, Where.NOTE

COMMANDS: tuple[Command, ...] = (
    # The program: first, so that the footer of a narrow screen has it
    Command("help", ("question_mark", "f1"), "Help", "Show every key.", Group.PROGRAM, footer=True),
    Command(
        "app.palette",
        ("ctrl+p",),
        "Palette",
        "Find a command by its name.",
        Group.PROGRAM,
        palette=False,
    ),
    Command(
        "app.dark_or_light", (), "Dark or light", "Change between dark and light.", Group.PROGRAM
    ),
    Command(
        "app.suspend_process",
        ("ctrl+z",),
        "Suspend",
        "Go back to the shell for a while; fg returns.",
        Group.PROGRAM,
        everywhere=True,
    ),
    Command(
        "app.redraw",
        ("ctrl+l",),
        "Redraw",
        "Draw the whole screen anew.",
        Group.PROGRAM,
        everywhere=True,
    ),
    Command(
        "app.quit",
        ("q", "ctrl+q"),
        "Quit",
        "Leave paperbrowse; asks where a text is half typed.",
        Group.PROGRAM,
        footer=True,
    ),
    # Moving
    Command("down", ("j", "down"), "Down", "Highlight the next paper.", Group.MOVE, _LIST),
    Command("up", ("k", "up"), "Up", "Highlight the previous paper.", Group.MOVE, _LIST),
    Command("top", ("g", "home"), "Top", "Highlight the first paper.", Group.MOVE, _LIST),
    Command("bottom", ("G", "end"), "Bottom", "Highlight the last paper.", Group.MOVE, _LIST),
    Command("page_down", ("pagedown",), "Page down", "Move down a page.", Group.MOVE, _LIST),
    Command("page_up", ("pageup",), "Page up", "Move up a page.", Group.MOVE, _LIST),
    Command(
        "next_match",
        ("n",),
        "Next match",
        "Go to the next match in the paper; to the next unread paper where none is marked.",
        Group.MOVE,
    ),
    Command(
        "previous_match",
        ("N",),
        "Previous match",
        "Go to the match before; to the unread paper before where none is marked.",
        Group.MOVE,
    ),
    Command("next_unread", ("}",), "Next unread", "Highlight the next unread paper.", Group.MOVE),
    Command(
        "previous_unread",
        ("{",),
        "Previous unread",
        "Highlight the previous unread paper.",
        Group.MOVE,
    ),
    Command("read", ("enter",), "Read", "Go into the paper; Escape goes back.", Group.MOVE, _LIST),
    Command(
        "scroll_abstract(1)",
        ("ctrl+d",),
        "Scroll down",
        "Scroll the paper half a page down, from the list too.",
        Group.MOVE,
    ),
    Command(
        "scroll_abstract(-1)",
        ("ctrl+u",),
        "Scroll up",
        "Scroll the paper half a page up, from the list too.",
        Group.MOVE,
    ),
    Command("line_down", ("j", "down"), "Line down", "Scroll a line down.", Group.MOVE, _PAPER),
    Command("line_up", ("k", "up"), "Line up", "Scroll a line up.", Group.MOVE, _PAPER),
    Command(
        "next_page", ("space", "pagedown"), "Page down", "Scroll a page down.", Group.MOVE, _PAPER
    ),
    Command("last_page", ("pageup",), "Page up", "Scroll a page up.", Group.MOVE, _PAPER),
    Command("start", ("g", "home"), "Start", "Scroll to the start.", Group.MOVE, _PAPER),
    Command("finish", ("G", "end"), "End", "Scroll to the end.", Group.MOVE, _PAPER),
    Command("next_pane", ("tab",), "Next pane", "Go to the next pane.", Group.MOVE, palette=False),
    Command(
        "previous_pane",
        ("shift+tab",),
        "Previous pane",
        "Go to the previous pane.",
        Group.MOVE,
        palette=False,
    ),
    # Searching
    Command("search", ("slash",), "Search", "Go to the search box.", Group.SEARCH, footer=True),
    Command(
        "to_list",
        ("enter",),
        "To the list",
        "Finish the query and go to the papers found.",
        Group.SEARCH,
        _BOX,
        footer=True,
    ),
    Command(
        "complete",
        ("tab",),
        "Complete",
        "Take the completion; without one, go to the next pane.",
        Group.SEARCH,
        _BOX,
        footer=True,
        palette=False,
    ),
    Command(
        "go_right",
        ("right",),
        "Right",
        "Take the completion; without one, move the cursor.",
        Group.SEARCH,
        _BOX,
        palette=False,
    ),
    Command(
        "older", ("up",), "Older", "Go back to earlier queries.", Group.SEARCH, _BOX, footer=True
    ),
    Command(
        "newer",
        ("down",),
        "Newer",
        "Go forward again after going back; else finish the query and go to the papers.",
        Group.SEARCH,
        _BOX,
    ),
    Command(
        "clear",
        ("ctrl+u",),
        "Clear",
        "Empty the search box and stay there.",
        Group.SEARCH,
        _BOX,
        footer=True,
    ),
    Command(
        "take_meant",
        ("ctrl+y",),
        "Did you mean",
        "Search for what may have been meant.",
        Group.SEARCH,
    ),
    Command(
        "next_order",
        ("s",),
        "Sort",
        "Sort by relevance, date, title or when papers came in, in turn.",
        Group.SEARCH,
    ),
    Command("reverse_order", ("S",), "Reverse", "Sort the other way round.", Group.SEARCH),
    Command(
        "facets",
        ("f",),
        "Facets",
        "Show what the papers found have in common, to narrow the search.",
        Group.SEARCH,
        footer=True,
    ),
    Command(
        "searches",
        ("w",),
        "Saved",
        "Show the saved searches, and how many papers are new in each.",
        Group.SEARCH,
        footer=True,
    ),
    Command(
        "lists",
        ("L",),
        "Lists",
        "Show the lists, to see one alone, to add, update, rename and remove them.",
        Group.SEARCH,
        footer=True,
    ),
    Command(
        "update_lists",
        ("U",),
        "Update",
        "Bring every list up to date that comes from a file, the web or arXiv.",
        Group.PROGRAM,
    ),
    Command(
        "stop_reading",
        ("ctrl+c",),
        "Stop reading",
        "Stop reading lists; what was read is kept.",
        Group.PROGRAM,
    ),
    Command("related", ("R",), "Related", "Find papers like this one.", Group.SEARCH),
    Command("by_author", ("a",), "By author", "Find more papers by an author.", Group.SEARCH),
    Command(
        "earlier",
        ("ctrl+o",),
        "Earlier search",
        "Go back to the search before this one, and to the paper there.",
        Group.SEARCH,
    ),
    Command(
        "back",
        ("escape",),
        "Back",
        "Close completion, prompt, panel, selection, paper; then clear search and bookmarks.",
        Group.SEARCH,
    ),
    # Panels
    *(
        Command(action, keys, label, help, Group.PANEL, _PANEL, footer=footer, palette=False)
        for action, keys, label, help, footer in (
            ("choose", ("enter",), "Choose", "Narrow the search, or open what is saved.", True),
            ("down", ("j", "down"), "Down", "Highlight the next row.", False),
            ("up", ("k", "up"), "Up", "Highlight the row before.", False),
            ("top", ("g", "home"), "Top", "Highlight the first row.", False),
            ("bottom", ("G", "end"), "Bottom", "Highlight the last row.", False),
            ("page_down", ("space", "pagedown"), "Page down", "Move down a page.", False),
            ("page_up", ("pageup",), "Page up", "Move up a page.", False),
            ("add", ("plus",), "Add", "Save the search in the box, or add a list.", True),
            ("update", ("u",), "Update", "Bring a list up to date.", True),
            ("rename", ("r", "R"), "Rename", "Give a saved search or a list its name.", True),
            ("remove", ("d", "delete"), "Remove", "Remove what is saved, asked twice.", True),
        )
    ),
    *(
        Command(
            f"choose_number({number})",
            (str(number),),
            f"Row {number}",
            f"Choose row {number}.",
            Group.PANEL,
            _PANEL,
            palette=False,
        )
        for number in range(1, 10)
    ),
    # Marking
    Command(
        "bookmark",
        ("b",),
        "Bookmark",
        "Bookmark the paper, or take it away.",
        Group.MARK,
        footer=True,
    ),
    Command(
        "only_bookmarks",
        ("B",),
        "Bookmarks",
        "Show only bookmarked papers, or all again.",
        Group.MARK,
        footer=True,
    ),
    Command(
        "toggle_read", ("r",), "Read/unread", "Mark the paper as read, or as unread.", Group.MARK
    ),
    Command("tags", ("t",), "Tags", "Edit the tags of the paper.", Group.MARK),
    Command("note", ("e",), "Note", "Edit the note on the paper.", Group.MARK),
    *(
        Command(action, keys, label, help, Group.MARK, where, footer=True, palette=False)
        for where, action, keys, label, help in (
            (_NOTE, "keep", ("enter",), "Keep", "Keep the note."),
            (_NOTE, "new_line", ("ctrl+j", "shift+enter"), "New line", "Begin another line."),
            (_NOTE, "leave", ("escape",), "Leave", "Leave the note; asks about changes."),
            (_NOTE, "drop", ("ctrl+d",), "Drop", "Drop what was changed, where that was asked."),
            (_NOTE, "undo", ("ctrl+z",), "Undo", "Undo what was typed."),
            (_NOTE, "redo", ("ctrl+y",), "Redo", "Type again what was undone."),
            (
                Where.PROMPT,
                "complete",
                ("tab",),
                "Complete",
                "Complete a tag, or the path of a list.",
            ),
        )
    ),
    # Opening
    Command(
        "open_page", ("o",), "Open", "Open the arXiv page in the browser.", Group.OPEN, footer=True
    ),
    Command("open_pdf", ("p",), "PDF", "Open the PDF in the browser.", Group.OPEN, footer=True),
    Command("open_code", ("c",), "Code", "Open the code in the browser.", Group.OPEN),
    *(
        Command(
            f"open_link({number})",
            (str(number),),
            f"Link {number}",
            f"Open the link numbered {number} in the browser.",
            Group.OPEN,
            palette=False,
        )
        for number in range(1, 10)
    ),
    # Selecting and exporting
    *(
        Command(action, keys, label, help, Group.EXPORT, where, footer, where is not _EXPORT)
        for where, action, keys, label, help, footer in (
            (_LIST, "select", ("space",), "Select", "Select the paper and go on.", False),
            (_LIST, "select_range", ("v",), "Range", "Begin or end a range to select.", False),
            (Where.ANYWHERE, "export", ("x",), "Export", "Write papers to a file.", True),
            (_EXPORT, "write", ("enter",), "Write", "Write; ask about a file that is there.", True),
            (_EXPORT, "next_line", ("down", "j", "tab"), "Line", "Go to the next line.", True),
            (_EXPORT, "previous_line", ("up", "k", "shift+tab"), "Up", "Go a line up.", False),
            (_EXPORT, "next_value", ("right", "l", "space"), "Choose", "Choose another.", True),
            (_EXPORT, "previous_value", ("left", "h"), "Left", "Choose the one before.", False),
            (_EXPORT, "overwrite", ("o",), "Over", "Write over the file that is there.", False),
            (_EXPORT, "append", ("a",), "Append", "Add what that bibliography lacks.", False),
            (_EXPORT, "leave", ("escape",), "Leave", "Leave the file as it is, then go.", True),
        )
    ),
)


def bindings(where: Where) -> list[BindingType]:
    """The bindings of the widget that these commands belong to."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=False)
        for command in COMMANDS
        if command.where is where and command.keys
    ]


def bindings_everywhere() -> list[BindingType]:
    """The bindings of the program itself: they come after those of the main screen."""
    return [
        Binding(",".join(command.keys), command.action, command.label, show=False, priority=True)
        for command in COMMANDS
        if command.everywhere
    ]
