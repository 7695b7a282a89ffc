"""The actions of the window itself; menu, palette and sheet of shortcuts read them from the registry."""

from __future__ import annotations

from wijkdesk.core.i18n import N_
from wijkdesk.ui.kit.actions import ActionSpec
from wijkdesk.ui.kit.icons import Icon

EVERYWHERE = N_("Overal")
MOVING = N_("Bewegen")
SAFE = N_("Veilig")

UNDO = ActionSpec("undo", N_("Ongedaan maken"), Icon.UNDO_2, "Ctrl+Z", EVERYWHERE)
REDO = ActionSpec("redo", N_("Opnieuw doen"), Icon.REDO_2, "Ctrl+Shift+Z", EVERYWHERE)
SEARCH = ActionSpec("search", N_("Zoeken en opdrachten"), Icon.SEARCH, "Ctrl+K", EVERYWHERE, in_palette=False)
HELP = ActionSpec("help", N_("Handboek openen"), Icon.BOOK_OPEN_TEXT, "F1", EVERYWHERE)
SHEET = ActionSpec("sheet", N_("Sneltoetsen tonen"), Icon.KEYBOARD, "Ctrl+/", EVERYWHERE)
UNSAFE = ActionSpec("unsafe", N_("Wat is nog niet veilig?"), Icon.SHIELD_CHECK, "F9", EVERYWHERE)
QUIT = ActionSpec("quit", N_("WijkDesk sluiten"), Icon.X, "Ctrl+Q", EVERYWHERE)
BIGGER = ActionSpec("bigger", N_("Tekst groter"), Icon.ZOOM_IN, "Ctrl++", EVERYWHERE)
SMALLER = ActionSpec("smaller", N_("Tekst kleiner"), Icon.ZOOM_OUT, "Ctrl+-", EVERYWHERE)
NEW = ActionSpec("new", N_("Dossier openen"), Icon.USER_PLUS, "Ctrl+N", MOVING, in_palette=False)
BACK = ActionSpec("back", N_("Terug"), Icon.ARROW_LEFT, "Alt+Left", MOVING)
FORWARD = ActionSpec("forward", N_("Vooruit"), Icon.ARROW_RIGHT, "Alt+Right", MOVING)
NEXT_AREA = ActionSpec("next_area", N_("Naar het volgende deel"), None, "F6", MOVING, in_palette=False)
LAST_AREA = ActionSpec("last_area", N_("Naar het vorige deel"), None, "Shift+F6", MOVING, in_palette=False)
DISCREET = ActionSpec("discreet", N_("Namen verbergen of tonen"), Icon.EYE_OFF, "Ctrl+Shift+H", SAFE)
COVER = ActionSpec("cover", N_("Scherm afdekken"), Icon.EYE_OFF, "Ctrl+L", SAFE)
LOCK = ActionSpec("lock", N_("Vergrendelen"), Icon.LOCK, "Ctrl+Shift+L", SAFE)
