"""How the pages of this folder become a site: `sphinx-build -W -n docs var/docs` (no network needed)."""

project = "sinet"
author = "The sinet contributors"
copyright = "2026, the sinet contributors. Licence of software and documentation: EUPL-1.2"

extensions = ["myst_parser"]
source_suffix = {".md": "markdown"}
exclude_patterns = ["_build", "pictures"]
nitpicky = True

myst_enable_extensions = ["colon_fence", "deflist"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = "sinet"
html_static_path = ["_static"]
html_css_files = ["sinet.css"]
html_show_sourcelink = False
html_use_index = False
html_copy_source = False
html_theme_options = {
    "light_css_variables": {"color-brand-primary": "#0a5566", "color-brand-content": "#0a5566"},
    "dark_css_variables": {"color-brand-primary": "#8fd0dc", "color-brand-content": "#8fd0dc"},
    "top_of_page_buttons": [],
    "footer_icons": [],
}
pygments_style = "a11y-high-contrast-light"
pygments_dark_style = "a11y-high-contrast-dark"


def refuse_third_parties(app, error):
    """A built page must not make a reader's browser ask anybody else for anything."""
    import re
    from pathlib import Path

    asks = re.compile(r"<(?:script|img|iframe|source|link)\b[^>]*?(?:src|href)=\"(?:https?:)?//[^\"]*\"[^>]*>")
    found = [
        f"{page.name}: {tag}"
        for page in Path(app.outdir).rglob("*.html")
        for tag in asks.findall(page.read_text(encoding="utf-8"))
    ]
    if not error and found:
        from sphinx.errors import SphinxError

        raise SphinxError("Pages ask a third party: " + "; ".join(found))


def setup(app):
    app.connect("build-finished", refuse_third_parties)
