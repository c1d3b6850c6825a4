"""The build backend: setuptools, with archives that are the same bytes at every build.

setuptools stamps them with the hour of the build and the builder's umask. Here the entries are
sorted, owned by nobody, and stamped with SOURCE_DATE_EPOCH (2024-01-01 where that is not set).
"""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import time
import zipfile
from pathlib import Path

from setuptools import build_meta
from setuptools.build_meta import (
    build_editable,
    get_requires_for_build_editable,
    get_requires_for_build_sdist,
    get_requires_for_build_wheel,
    prepare_metadata_for_build_editable,
    prepare_metadata_for_build_wheel,
)

__all__ = [
    "build_editable",
    "build_sdist",
    "build_wheel",
    "get_requires_for_build_editable",
    "get_requires_for_build_sdist",
    "get_requires_for_build_wheel",
    "prepare_metadata_for_build_editable",
    "prepare_metadata_for_build_wheel",
]

_DEFAULT_EPOCH = 1704067200


def build_sdist(sdist_directory: str, config_settings: dict[str, object] | None = None) -> str:
    """Build the source archive and write it again without the traces of this build."""
    name = build_meta.build_sdist(sdist_directory, config_settings)
    path = Path(sdist_directory) / name
    path.write_bytes(_normalised(path.read_bytes()))
    return name


def build_wheel(
    wheel_directory: str,
    config_settings: dict[str, object] | None = None,
    metadata_directory: str | None = None,
) -> str:
    """Build the wheel and write it again without the traces of this build."""
    name = build_meta.build_wheel(wheel_directory, config_settings, metadata_directory)
    path = Path(wheel_directory) / name
    path.write_bytes(_normalised_wheel(path.read_bytes()))
    return name


def _moment() -> int:
    return int(os.environ.get("SOURCE_DATE_EPOCH", _DEFAULT_EPOCH))


def _normalised_wheel(archive: bytes) -> bytes:
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(archive)) as source,
        zipfile.ZipFile(packed, mode="w") as target,
    ):
        for name in sorted(source.namelist(), key=_metadata_last):
            entry = zipfile.ZipInfo(name, time.gmtime(_moment())[:6])
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, whose modes these are
            target.writestr(entry, source.read(name))
    return packed.getvalue()


def _metadata_last(name: str) -> tuple[bool, str]:
    """The package first, its metadata last, as the format recommends."""
    return ".dist-info/" in name, name


def _normalised(archive: bytes) -> bytes:
    moment = _moment()
    plain, packed = io.BytesIO(), io.BytesIO()
    with (
        tarfile.open(fileobj=io.BytesIO(archive)) as source,
        tarfile.open(fileobj=plain, mode="w", format=tarfile.PAX_FORMAT) as target,
    ):
        for member in sorted(source.getmembers(), key=lambda member: member.name):
            member.mtime, member.pax_headers = moment, {}
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            target.addfile(member, source.extractfile(member) if member.isfile() else None)
    with gzip.GzipFile(filename="", fileobj=packed, mode="wb", mtime=moment) as stream:
        stream.write(plain.getvalue())
    return packed.getvalue()
