"""Plots as SVG of our own: in a page, and in a notebook as they are. All words in them are escaped.

Only attributes, no styles: the pages' policies allow no style but their own file.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from dragoman.views.plain import visible


@dataclass(frozen=True)
class Plot:
    """One plot."""

    svg: Markup
    """The picture, which is markup of this module's own making."""
    label: str = ""
    """What it shows, for those who do not see it."""

    def _repr_svg_(self) -> str:
        return str(self.svg)

    def save(self, path: Path) -> None:
        """Write the picture as an SVG file; raise `OSError` where that cannot be."""
        path.write_text(str(self.svg), encoding="utf-8")


class Canvas:
    """A picture in the making, in pixels from the upper left corner.

    Args:
        width: Of the whole.
        height: Of the whole.
        label: What it shows, for those who do not see it.
    """

    def __init__(self, width: int, height: int, label: str) -> None:
        self._parts: list[Markup] = []
        self._frame = (width, height, label)
        self._linked = False

    def line(
        self,
        start: tuple[float, float],
        end: tuple[float, float],
        colour: str = "#999999",
        **more: str | float,
    ) -> None:
        """Draw a straight line."""
        self._add("line", "", x1=start[0], y1=start[1], x2=end[0], y2=end[1], stroke=colour, **more)

    def circle(
        self, at: tuple[float, float], radius: float, fill: str, title: str = "", **more: str | float
    ) -> None:
        """Draw a circle; `title` is shown to a pointer."""
        self._add("circle", title, cx=at[0], cy=at[1], r=radius, fill=fill, **more)

    def bar(
        self,
        left: float,
        top: float,
        width: float,
        height: float,
        fill: str,
        title: str = "",
        href: str = "",
    ) -> None:
        """Draw a bar, never too thin to see; `href` is where it leads, an address of ours."""
        if href:
            self._linked = True
            self._parts.append(Markup("<a href='{}' aria-label='{}'>").format(href, visible(title)))
        self._add("rect", title, x=left, y=top, width=max(width, 1), height=height, fill=fill)
        if href:
            self._parts.append(Markup("</a>"))

    def text(
        self,
        at: tuple[float, float],
        words: str,
        anchor: str = "start",
        size: int = 12,
        fill: str = "currentColor",
    ) -> None:
        """Write words, in the colour of the page's text where no other is given."""
        attributes = _attributes({"x": at[0], "y": at[1], "text-anchor": anchor, "font-size": size})
        self._parts.append(Markup("<text {} fill='{}'>{}</text>").format(attributes, fill, visible(words)))

    def path(self, route: str, colour: str, title: str = "", **more: str | float) -> None:
        """Draw a line along an SVG path, filled where `fill` says so."""
        self._add("path", title, **{"d": route, "stroke": colour, "fill": "none", **more})

    def _add(self, tag: str, title: str, **attributes: str | float) -> None:
        named = {name.replace("_", "-"): value for name, value in attributes.items()}
        inside = Markup("<title>{}</title>").format(visible(title)) if title else Markup("")
        # Tags and names of attributes are this module's own.
        self._parts.append(Markup("<{0} {1}>{2}</{0}>").format(Markup(tag), _attributes(named), inside))  # noqa: S704

    def plot(self) -> Plot:
        """Return the picture."""
        width, height, label = self._frame
        # A picture is one thing to a screen reader; one with links in it is a group of them.
        role = "group" if self._linked else "img"
        head = Markup(
            "<svg xmlns='http://www.w3.org/2000/svg' role='{}' aria-label='{}' viewBox='0 0 {} {}' "
            "width='{}' height='{}' font-family='sans-serif'>"
        ).format(role, visible(label), width, height, width, height)
        return Plot(head + Markup("").join(self._parts) + Markup("</svg>"), label)


def _attributes(values: dict[str, str | float]) -> Markup:
    shown = ((name, f"{value:.1f}" if isinstance(value, float) else value) for name, value in values.items())
    return Markup(" ").join(Markup("{}='{}'").format(Markup(name), value) for name, value in shown)  # noqa: S704


class Across:
    """From a value to a place between two ends."""

    def __init__(self, values: tuple[float, float], start: float, end: float) -> None:
        self._low, self._span = values[0], (values[1] - values[0]) or 1.0
        self._start, self._reach = start, end - start

    def __call__(self, value: float) -> float:
        """Return the place of a value."""
        return float(self._start + (value - self._low) / self._span * self._reach)
