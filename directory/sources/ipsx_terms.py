"""The words of IPS-X and the terms that mean the same; what is not here has none."""

from typing import Final

SECTORS: Final = {
    "General public services": "01", "Defence": "02", "Public order and safety": "03", "Economic affairs": "04",
    "Environmental protection": "05", "Housing and community amenities": "06", "Health": "07",
    "Recreation, culture and religion": "08", "Education": "09", "Social protection": "10",
}  # fmt: skip
THEMES: Final = {
    "Health": "health-and-care",
    "Education": "skills-and-learning",
    "Environmental protection": "food-environment-and-climate-change",
}
"""The three divisions whose words are those of a theme; the others have none."""
STATUSES: Final = {
    "Planned": "idea",
    "Pilot": "pilot",
    "Implemented": "running",
    "In production": "running",
    "Not in use anymore": "ended",
}
"""`In development` lies between idea and pilot and gets no term, but a tag."""
SCALES: Final = {
    "Local": "local",
    "Regional": "regional",
    "National": "national",
    "Across Countries": "international",
}
TECHNOLOGIES: Final = {
    "Artificial intelligence": "ai-and-machine-learning",
    "Blockchain": "blockchain-and-distributed-networks",
}
TYPES: Final = {
    "Central-Government": "government-or-public-sector",
    "Local Government": "government-or-public-sector",
    "Regional Government": "government-or-public-sector",
    "Governmental": "government-or-public-sector",
    "Private sector": "for-profit-business",
    "Academic-Research": "academia-or-research",
    "Non-governmental": "social-enterprise-or-non-profit",
    "Community led": "grassroots-or-community-network",
}
"""A `Consortium` gets no type."""
