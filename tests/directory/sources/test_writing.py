import gzip
from pathlib import Path

from directory.sources.writing import read_documents, write_documents, write_table

ENTRIES = [{"title": "Örebro", "tags": ["x"]}, {"title": "Αθήνα", "tags": []}]


def test_documents_are_written_to_the_same_bytes_each_time_and_read_again(tmp_path: Path) -> None:
    first, second = tmp_path / "a" / "first.gz", tmp_path / "second.gz"
    write_documents(first, ENTRIES)
    write_documents(second, ENTRIES)

    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes()[3:8] == bytes(5)  # neither a file name nor a time
    assert read_documents(first) == ENTRIES


def test_a_table_is_copied_with_its_columns_renamed(tmp_path: Path) -> None:
    source, target = tmp_path / "towns.csv", tmp_path / "towns.csv.gz"
    source.write_text('name,country_iso2\n"Wien, Innere Stadt",AT\n', encoding="utf-8")

    write_table(target, source, {"country_iso2": "country"})

    assert gzip.decompress(target.read_bytes()).decode() == 'name,country\n"Wien, Innere Stadt",AT\n'
