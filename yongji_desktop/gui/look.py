"""Dressing the application: bundled font, style sheet filled from the tokens, Qt's own words in Chinese."""

from __future__ import annotations

from string import Template

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication

from yongji_desktop.assets import asset
from yongji_desktop.gui.icons import icon
from yongji_desktop.gui.tokens import COLOURS, FAMILIES, SIZES

FONTS = ("NotoSansSC-Regular.tgh.ttf", "NotoSansSC-Bold.tgh.ttf", "NotoSerifSC-Regular.all.ttf")


def style_sheet() -> str:
    """resources/style.qss with every token filled in."""
    values: dict[str, str] = dict(COLOURS)
    values.update({f"{name}_px": f"{size}px" for name, size in SIZES.items()})
    for name, family in FAMILIES.items():
        values.update(
            {f"{name}_text": family.text, f"{name}_fill": family.fill, f"{name}_border": family.border}
        )
    values["icons"] = asset("resources/icons").as_posix()
    return Template(asset("resources/style.qss").read_text(encoding="utf-8")).substitute(values)


def _load_fonts() -> str:
    """Make the bundled fonts known; returns the window's family, a serif one stands in for the rare."""
    families = []
    for name in FONTS:
        number = QFontDatabase.addApplicationFont(str(asset(f"resources/fonts/{name}")))
        families += QFontDatabase.applicationFontFamilies(number)
    QFont.insertSubstitutions(families[0], list(dict.fromkeys(families[1:])))
    return families[0]


def dress(app: QApplication) -> None:
    """Give the application its font, colours, style sheet, icon and Chinese words for Qt's own dialogs."""
    app.setStyle("Fusion")
    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)
    font = QFont(_load_fonts())
    font.setPixelSize(SIZES["body"])
    font.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    app.setFont(font)
    app.setPalette(_palette())
    app.setStyleSheet(style_sheet())
    app.setWindowIcon(icon("shield", COLOURS["brand"], 32))


def _palette() -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "bg",
        QPalette.ColorRole.Base: "surface",
        QPalette.ColorRole.AlternateBase: "sub",
        QPalette.ColorRole.Text: "ink",
        QPalette.ColorRole.WindowText: "ink",
        QPalette.ColorRole.ButtonText: "ink",
        QPalette.ColorRole.Button: "surface",
        QPalette.ColorRole.Highlight: "brand",
        QPalette.ColorRole.HighlightedText: "surface",
        QPalette.ColorRole.PlaceholderText: "ink3",
        QPalette.ColorRole.Link: "brand",
        QPalette.ColorRole.ToolTipBase: "surface",
        QPalette.ColorRole.ToolTipText: "ink",
    }
    for role, name in roles.items():
        palette.setColor(role, QColor(COLOURS[name]))
    return palette
