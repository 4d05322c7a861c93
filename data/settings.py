"""Settings: read from the environment (``SURGERY_...``) or a ``.env`` file, once."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

NORFOLK = Path(__file__).parent / "authorities" / "norfolk.toml"


class Settings(BaseSettings):
    """One field a setting; its description is what the documentation says of it."""

    model_config = SettingsConfigDict(env_prefix="SURGERY_", env_file=".env", extra="ignore")

    store: Path = Field(Path("store"), description="Folder that holds the snapshots.")
    authority: Path = Field(
        NORFOLK, description="The authority's file: places, targets, clocks, terms, events.")
    database: str = Field(
        "", description="Where actions and minutes are kept. Empty: `surgery.db` in the store. Or "
                        "a PostgreSQL: postgresql+psycopg://user:password@host/name.")
    cache: str = Field(
        "files", description="Where finished pages are kept: `files` (in the store), `none`, or "
                             "a Redis address such as redis://127.0.0.1:6379/0.")
    cache_seconds: int = Field(
        86400, ge=1, description="How long a finished page is kept. New snapshots do not wait.")
    refresh_seconds: float = Field(
        5.0, gt=0, le=60, description="How often a running server looks for new snapshots.")
    chromium: str = Field(
        "", description="The browser that makes PDF and PNG: its path or name. Empty: the first of "
                        "`chromium`, `chromium-browser` or `google-chrome` that is on PATH.")
    secret_key: str = Field(
        "", description="Signs the session cookie. Empty: one is made and kept in the store.")
    sign_in: str = Field(
        "look-as", pattern="^look-as$",
        description="How people sign in. `look-as` is for this machine only: anyone may look as "
                    "any role, and requests from other machines are refused.")


@cache
def settings() -> Settings:
    """The settings of this process."""
    return Settings()  # type: ignore[call-arg]
