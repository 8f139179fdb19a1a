"""Every option of Dragoman in one typed object: arguments, then environment, then file, then defaults."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from pydantic import Field
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)


class Settings(BaseSettings):
    """Options; each can be set as `DRAGOMAN_<NAME>` or in `dragoman.toml` of the working folder."""

    model_config = SettingsConfigDict(env_prefix="DRAGOMAN_", toml_file="dragoman.toml", extra="forbid")

    model: str = ""
    """spaCy base model; empty takes the best installed `en_core_web_*`."""
    issues: Path | None = None
    """YAML file that fixes the issues (name and cues)."""
    actors: tuple[Path, ...] = ()
    """Further who's who files of the user's own."""
    models: Path | None = None
    """Folder with the trained weights; none takes the packaged ones."""
    max_report_bytes: int = 5_000_000
    """Larger inputs are refused with a clear line."""
    max_document_bytes: int = 100_000_000
    """Larger PDF, office and database files, feeds and lists are refused."""
    max_archive_bytes: int = 50_000_000_000
    """Unpacked bytes of one archive with all that lies in it; what lies beyond is refused."""
    max_archive_ratio: int = 200
    """How many times its packed size a member of an archive may have."""
    max_archive_depth: int = 4
    """How many archives may lie in one another."""
    max_archive_members: int = 1_000_000
    """Members of one archive that are read."""
    max_pages: int = 2_000
    """Pages of one PDF that are read."""
    max_redirects: int = 5
    """Redirects that are followed from one address."""
    parse_seconds: float = 30.0
    """Time in which one page, document or part of a table must be parsed."""
    parse_memory: int = 3_000_000_000
    """Bytes of address space of the process that parses (Linux)."""
    columns: dict[str, str] = {}
    """Which column of a table fills which field, such as `{"text": "body", "date": "seendate"}`."""
    host_seconds: float = 1.0
    """The least time between two requests to one host; its robots.txt may ask for more."""
    batch_size: int = 16
    """Reports that go through the pipeline together."""
    jobs: int = Field(default=1, ge=1)
    """Processes that read reports."""
    worker_megabytes: int = Field(default=1_000, ge=0)
    """The most memory that each may hold (Linux), 0 for no bound; a report that needs more fails alone."""
    engine: Literal["local", "ray"] = "local"
    """What reads: processes of this machine, or a Ray cluster (extra `ray`)."""
    ray_address: str = ""
    """Address of the cluster; empty takes `RAY_ADDRESS`, else a cluster of this machine alone."""
    parquet: str = ""
    """Folder or fsspec address to which a cluster writes readings as Parquet."""
    part_inputs: int = Field(default=200, ge=1)
    """Inputs that make a part there: what is read again where a machine goes away."""
    fetch_timeout: float = 20.0
    """Seconds to wait for an address."""
    allow_private_hosts: tuple[str, ...] = ()
    """Hosts on private networks that may be fetched (needed for tests against a local server)."""

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Arguments win over the environment, the environment over the file."""
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)
