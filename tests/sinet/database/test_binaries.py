"""Which programs are used, and what is said where there are none."""

import os
import platform
import shutil
import sys
from pathlib import Path

import pytest

from sinet.database import binaries
from sinet.database.account import Account, current_account
from sinet.database.errors import ServerError

SELF = Account(os.geteuid(), os.getegid(), switch=False)


def test_on_musl_the_sentence_names_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(platform, "libc_ver", lambda: ("", ""))

    assert "musl" in binaries.platform_problem()
    assert "DATABASE_URL" in binaries.platform_problem()


def test_on_windows_the_sentence_names_database_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "win32")

    assert "Windows" in binaries.platform_problem()
    assert "DATABASE_URL" in binaries.platform_problem()


def test_an_empty_folder_in_sinet_pg_bin_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINET_PG_BIN", str(tmp_path))

    with pytest.raises(ServerError, match=r"SINET_PG_BIN is .* no program postgres"):
        binaries.find_binaries(tmp_path, SELF)


def test_a_server_that_is_too_old_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SINET_PG_BIN", str(tmp_path))
    for name in binaries.NEEDED:
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.9'\n")
        (tmp_path / name).chmod(0o755)

    with pytest.raises(ServerError, match=r"PostgreSQL 15 or newer is needed, and .* holds 14"):
        binaries.find_binaries(tmp_path, SELF)


@pytest.mark.embedded
@pytest.mark.skipif(os.geteuid() != 0, reason="is about the system account that root uses")
def test_programs_that_the_account_cannot_reach_are_copied_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SINET_PG_BIN", raising=False)
    monkeypatch.setattr(Account, "can_enter", lambda _self, _folder: False)
    copies: list[Path] = []
    copytree = shutil.copytree
    monkeypatch.setattr(
        shutil, "copytree", lambda source, *rest, **more: copies.append(source) or copytree(source, *rest, **more)
    )

    first = binaries.find_binaries(tmp_path, current_account())
    made = len(copies)
    second = binaries.find_binaries(tmp_path, current_account())

    assert first == second
    assert first.folder.is_relative_to(tmp_path)
    assert len(copies) == made > 0
    assert (first.folder / "postgres").stat().st_mode & 0o005 == 0o005
