from pathlib import Path

import pytest
from django.core.management import CommandError, call_command


def test_a_folder_without_the_source_files_is_refused_with_the_name_of_the_first(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match=r"The source file .*geonames_countries\.csv is missing\."):
        call_command("build_demo_data", str(tmp_path))
