"""The codes of `type_of_initiative` (TransforMap/SUSY taxonomy) as tags, and the few that name one of our terms."""

from typing import Final

LABELS: Final[dict[str, str]] = {
    "agro_empowerment": "farmers' empowerment",
    "agro_sucessionnetwork": "farm succession network",
    "agroecology_education": "agroecology education",
    "bicycle_awareness": "cycling awareness",
    "bicycle_selfrepair": "bicycle self-repair",
    "business_incubators": "business incubator",
    "citizen_council": "citizens' council",
    "cohousing": "cohousing",
    "collective_energy": "collective energy",
    "commune": "commune",
    "community_forestry": "community forestry",
    "community_garden": "community garden",
    "community_group": "community group",
    "communitycurrency": "community currency",
    "communitysupported_agriculture": "community-supported agriculture",
    "consumerism_awareness": "consumer awareness",
    "coworking": "coworking",
    "development_cooperation": "development cooperation",
    "directdemocracy": "direct democracy",
    "directtrade": "direct trade",
    "eco_art": "eco-art",
    "ecovillage": "ecovillage",
    "edible_town": "edible town",
    "entrepreneurship_education": "entrepreneurship education",
    "ethicalfinance_education": "ethical finance education",
    "fairtrade_school": "fair-trade school",
    "fairtrade_shop": "fair-trade shop",
    "fairtrade_town": "fair-trade town",
    "fairtrade_wholesaler": "fair-trade wholesaler",
    "farm_shop": "farm shop",
    "fleamarket": "flea market",
    "food_cooperative": "food cooperative",
    "food_souvereignity": "food sovereignty",
    "foodbank": "food bank",
    "foodpolicy_council": "food policy council",
    "foodpurchasing_combine": "food purchasing group",
    "foodrescue": "food rescue",
    "foodrescue_cuisine": "cooking with rescued food",
    "foodrescue_distribution": "distribution of rescued food",
    "freespace": "free space",
    "garment_rental": "clothes rental",
    "giveaway_shop": "give-away shop",
    "guerilla_garden": "guerrilla gardening",
    "homeless_shelter": "homeless shelter",
    "lending_central": "lending library of things",
    "local_farmersmarket": "local farmers' market",
    "localcollective_ressource": "local collective resources",
    "localcollective_ressources": "local collective resources",
    "lowincome_supermarket": "supermarket for people with low income",
    "microfinance": "microfinance",
    "mutual_insurance": "mutual insurance",
    "mutualsociety_aid": "mutual aid",
    "mutualsociety_art": "mutual society for the arts",
    "networking_initiative": "networking",
    "ngo": "NGO",
    "nopacking_shop": "zero-packaging shop",
    "other_buylocal": "buying local",
    "other_communities": "communities",
    "other_educatio": "education",
    "other_education": "education",
    "other_fairtrade": "fair trade",
    "other_finance": "finance",
    "other_foodedunpolicy": "food education and policy",
    "other_foodrescue": "food rescue",
    "other_growyourself": "growing your own food",
    "other_habitat": "habitat",
    "other_infraressource": "infrastructure and resources",
    "other_infraressources": "infrastructure and resources",
    "other_mutualsociety": "mutual society",
    "other_participation": "participation",
    "other_political": "politics",
    "other_repair": "repair",
    "other_reupcycle": "recycling and upcycling",
    "other_sharing": "sharing",
    "other_socialinclusion": "social inclusion",
    "other_wastereduction": "waste reduction",
    "participatory_budgeting": "participatory budgeting",
    "permaculture_education": "permaculture education",
    "recycling": "recycling",
    "recycling_foodwaste": "food-waste recycling",
    "repair_cafe": "repair café",
    "repair_resale": "repair and resale",
    "repairing": "repair",
    "seed_saving": "seed saving",
    "self_harvest": "self-harvest",
    "slowfood": "slow food",
    "social_incubators": "social incubator",
    "socialinclusion_employment": "social inclusion through employment",
    "socialinclusion_empowerment": "social inclusion through empowerment",
    "solidarity_lending": "solidarity lending",
    "squatted_place": "squatted place",
    "sse_education": "education on the social and solidarity economy",
    "sse_research": "research on the social and solidarity economy",
    "ssedas_partner": "SUSY partner",
    "sustainable_mobility": "sustainable mobility",
    "swap_market": "swap market",
    "timebanking": "time bank",
    "upcycling": "upcycling",
    "used_goods": "second-hand goods",
    "vegetable_box": "vegetable box scheme",
    "virtual_directpurchase": "direct purchase online",
    "waste_awareness": "waste awareness",
    "youth_council": "youth council",
}
SILENT: Final = frozenset({"", "other", "othe"})
"""Codes that say nothing."""

_FOOD = "food-environment-and-climate-change"
THEMES: Final[dict[str, str]] = {
    **dict.fromkeys(
        "agro_empowerment agroecology_education collective_energy community_forestry community_garden "
        "communitysupported_agriculture edible_town farm_shop food_cooperative food_souvereignity foodbank "
        "foodpolicy_council foodpurchasing_combine foodrescue foodrescue_cuisine foodrescue_distribution "
        "guerilla_garden local_farmersmarket other_foodedunpolicy other_foodrescue other_growyourself "
        "other_wastereduction permaculture_education recycling recycling_foodwaste seed_saving self_harvest slowfood "
        "upcycling vegetable_box waste_awareness other_reupcycle".split(),
        _FOOD,
    ),
    **dict.fromkeys(
        "entrepreneurship_education other_educatio other_education sse_education".split(),
        "skills-and-learning",
    ),
    **dict.fromkeys(["socialinclusion_employment"], "work-and-employment"),
    **dict.fromkeys(["eco_art", "mutualsociety_art"], "culture-and-arts"),
    **dict.fromkeys(
        "communitycurrency ethicalfinance_education microfinance mutual_insurance other_finance "
        "solidarity_lending".split(),
        "finance-and-economy",
    ),
}
"""Codes whose own words name the theme's field: food, farming, waste, energy; education; employment; arts; finance."""

TYPES: Final[dict[str, str]] = {
    "ngo": "social-enterprise-or-non-profit",
    "community_group": "grassroots-or-community-network",
}
"""The two codes that name a type of organisation."""

CORRECTED: Final[dict[str, str]] = {
    "adictions": "addictions",
    "caanvas": "canvas",
    "colllective": "collective",
    "food film fesitval": "food film festival",
    "infastructure": "infrastructure",
    "museum- restaurant": "museum restaurant",
    "neigboorhood association": "neighbourhood association",
    "upcylcing": "upcycling",
}
"""Free keywords whose spelling slipped."""

SHELTERS: Final = frozenset({"homeless_shelter"})
"""Places of such initiatives are given by their town alone and hidden."""

IDENTITIES: Final[dict[str, str]] = {
    "transition_initiative": "transition initiative",
    "permaculture": "permaculture",
    "economy_for_the_common_good": "economy for the common good",
    "commons": "commons",
}
