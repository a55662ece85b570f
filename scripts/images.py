"""Draw the icons and the picture for social networks from SVG through Chromium; the PNGs are committed.

Run with ``python -m scripts.images`` where Chromium and the test dependencies are installed.
"""

import base64
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from sinet.common.europe import VIEWBOX

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "static" / "img"
FONTS = ROOT / "static" / "vendor"
DISPLAY = "fontsource-variable-bricolage-grotesque-5.3.0/bricolage-grotesque-latin-wght-normal.woff2"

# file -> size in pixels, and how much of the square the mark fills
ICONS = {
    "favicon-32.png": (32, 1.0),
    "apple-touch-icon.png": (180, 1.0),
    "icon-192.png": (192, 1.0),
    "icon-512.png": (512, 1.0),
    "icon-512-maskable.png": (512, 0.8),
}
SQUARE = {"apple-touch-icon.png", "icon-512-maskable.png"}  # the system cuts the corners itself


def picture(browser: Browser, html: str, size: tuple[int, int], file: str, *, transparent: bool = False) -> None:
    """Write one PNG of a page without margins."""
    page = browser.new_page(viewport={"width": size[0], "height": size[1]})
    page.set_content(f"<style>*{{margin:0}}body{{overflow:hidden}}</style>{html}")
    page.evaluate("document.fonts.ready")
    page.screenshot(path=IMAGES / file, omit_background=transparent)
    page.close()


def icon_page(file: str) -> str:
    """The mark on its ground, as large as the icon."""
    size, fill = ICONS[file]
    mark = (IMAGES / "favicon.svg").read_text()
    if file in SQUARE:
        mark = mark.replace(' rx="13"', "")
    inner = mark.split(">", 1)[1].rsplit("</svg>", 1)[0]
    ground, shapes = inner.split("/>", 1)
    move = 32 * (1 - fill)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="{size}" height="{size}">'
        f'{ground}/><g transform="translate({move} {move}) scale({fill})">{shapes}</g></svg>'
    )


def social_page() -> str:
    """The name of the site before the map of Europe, 1200 × 630."""
    land = (ROOT / "static" / "geo" / "europe.svg").read_text().split('id="land">', 1)[1].split("</g>", 1)[0]
    marks = (IMAGES / "favicon.svg").read_text().split("/>", 1)[1].rsplit("</svg>", 1)[0]
    data = base64.b64encode((FONTS / DISPLAY).read_bytes()).decode()
    return f"""
    <style>
      @font-face {{ font-family: B; src: url(data:font/woff2;base64,{data}); font-weight: 200 800; }}
      body {{ background: #08363e; color: #eef6f4; font-family: B; }}
      .land {{ position: absolute; left: 560px; top: -60px; width: 760px; fill: #0d4650; stroke: #08363e; }}
      .mark {{ position: absolute; left: 62px; top: 86px; width: 230px; }}
      h1 {{ position: absolute; left: 80px; top: 265px; font-size: 130px; font-weight: 750; letter-spacing: -.04em; }}
      p {{ position: absolute; left: 84px; top: 425px; font-size: 42px; line-height: 1.2; color: #b4cfcf; }}
    </style>
    <svg class="land" viewBox="{VIEWBOX}">{land}</svg>
    <svg class="mark" viewBox="4 10 56 42">{marks}</svg>
    <h1>sinet</h1><p>Who works on what, with whom:<br>social innovation in Europe</p>
    """


def main() -> None:
    """Write every picture anew."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for file, (size, _fill) in ICONS.items():
            picture(browser, icon_page(file), (size, size), file, transparent=True)
        picture(browser, social_page(), (1200, 630), "social.png")
        browser.close()


if __name__ == "__main__":
    main()
