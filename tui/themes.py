"""Colours. Each meaning also has a sign, so that no theme and no missing colour hides anything."""

from collections.abc import Sequence

from textual.theme import Theme


def _steps(colours: Sequence[str]) -> dict[str, str]:
    return {f"step-{number}": colour for number, colour in enumerate(colours, 1)}


DARK = Theme(
    name="cruxmap-dark",
    primary="#7aa2f7",
    secondary="#9ece6a",
    accent="#e0af68",
    warning="#e0af68",
    error="#f7768e",
    success="#9ece6a",
    foreground="#d5d9e8",
    background="#16161e",
    surface="#1a1b26",
    panel="#24283b",
    variables={
        "side-for": "#ff9e64",
        "side-against": "#7dcfff",
        **_steps(("#ff9e64", "#7dcfff", "#9ece6a", "#f7768e", "#bb9af7", "#e0af68")),
    },
)
LIGHT = Theme(
    name="cruxmap-light",
    dark=False,
    primary="#1d4f91",
    secondary="#3a6b1f",
    accent="#8a4b00",
    warning="#8a4b00",
    error="#a4133c",
    success="#3a6b1f",
    foreground="#1c1c22",
    background="#faf9f5",
    surface="#ffffff",
    panel="#e9e7df",
    variables={
        "side-for": "#9c3d00",
        "side-against": "#00588f",
        **_steps(("#9c3d00", "#00588f", "#3a6b1f", "#a4133c", "#5e3fa3", "#7a5600")),
    },
)
HIGH_CONTRAST = Theme(
    name="cruxmap-high-contrast",
    primary="#ffffff",
    secondary="#ffff00",
    accent="#ffff00",
    warning="#ffff00",
    error="#ff8080",
    success="#80ff80",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#000000",
    text_alpha=1.0,
    variables={
        "side-for": "#ffff00",
        "side-against": "#00ffff",
        "text-muted": "#ffffff",
        "block-cursor-background": "#ffff00",
        "block-cursor-foreground": "#000000",
        **_steps(("#ffff00", "#00ffff", "#80ff80", "#ff8080", "#ffa0ff", "#ffffff")),
    },
)
COLOUR_BLIND = Theme(
    name="cruxmap-colour-blind",
    # Okabe and Ito's palette, told apart with every common kind of colour vision.
    primary="#56b4e9",
    secondary="#009e73",
    accent="#f0e442",
    warning="#f0e442",
    error="#d55e00",
    success="#009e73",
    foreground="#e8e8e8",
    background="#111418",
    surface="#181c21",
    panel="#262b32",
    variables={
        "side-for": "#e69f00",
        "side-against": "#56b4e9",
        **_steps(("#e69f00", "#56b4e9", "#009e73", "#d55e00", "#cc79a7", "#f0e442")),
    },
)
THEMES = (DARK, LIGHT, HIGH_CONTRAST, COLOUR_BLIND)
