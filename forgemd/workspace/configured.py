"""A directory, the repository around it, and its configuration: the one in force and those of commits."""

from __future__ import annotations

import os

from forgemd.config import DEFAULT, Config, candidates, find, holds
from forgemd.config import read as read_config
from forgemd.errors import ConfigError, GitError
from forgemd.git import Repository
from forgemd.lazy import cached_property
from forgemd.tracker import Settings
from forgemd.typed import TYPE_CHECKING, Any, Mapping
from forgemd.workspace.settings import below, settings_of

if TYPE_CHECKING:
    from forgemd.git import Git

__all__ = ["Configured"]


class Configured:
    """Where a command works, and what is configured there. Each is looked up when it is first asked for, and kept."""

    def __init__(
        self, cwd: str, environ: Mapping[str, str], config_path: str | None = None, ahead: Git | None = None
    ) -> None:
        """`config_path`: the configuration that the command line names; `ahead`: what `forgemd.git.foresee` has given
        for the same directory and environment."""
        # Set before anything is asked: files are not looked at, so that a repository without a work tree will do.
        self.only_commits = False
        self.cwd = os.path.realpath(cwd)
        self.environ = environ
        self._config_path = config_path
        self._ahead = ahead
        self._repository: Repository | None = None
        self._no_repository: GitError | None = None
        self._configs: dict[str, Config] = {}
        # By the identity of a configuration, which is kept so that no other takes it.
        self._schemas: dict[int, tuple[Config, tuple[tuple[str, Any], ...]]] = {}

    @property
    def repository(self) -> Repository | None:
        """The repository around the directory; None where there is none that can be used."""
        try:
            return self.need_repository()
        except GitError:
            return None

    def need_repository(self) -> Repository:
        """The repository around the directory. Raises `GitError` with the remedy."""
        if self._no_repository is not None:
            raise self._no_repository
        if self._repository is None:
            try:
                self._repository = Repository.discover(self.cwd, self.environ, self._ahead, bare=self.only_commits)
            except GitError as error:
                self._no_repository = error
                raise
        return self._repository

    @property
    def no_repository(self) -> str:
        """Why there is no repository; empty when there is one."""
        return "" if self.repository is not None else str(self._no_repository)

    @property
    def root(self) -> str:
        """The directory that paths are relative to: the repository's top, else where we are."""
        repository = self.repository
        return repository.root if repository is not None else self.cwd

    @cached_property
    def config_path(self) -> str | None:
        """The configuration file in force; None where there is none."""
        if self._config_path is not None:
            return os.path.join(self.cwd, self._config_path)
        return find(self.cwd, self.root)

    @cached_property
    def config(self) -> Config:
        """The configuration in force. Raises `ConfigError` with every mistake and its place."""
        path = self.config_path
        return DEFAULT if path is None else self._load(path, read_config(path))

    def _load(self, path: str, raw: bytes, rev: str | None = None) -> Config:
        """The configuration `raw` of the file `path`, with the schemas that it names: those of `rev`, or here."""
        from forgemd.config import load
        from forgemd.rules import ALL, CATEGORIES

        name = os.path.relpath(path, self.cwd)
        config = below(load(name, raw, rule_names=(*ALL, *CATEGORIES)), os.path.dirname(path), self.root)
        if not config.schemas:
            return config
        from forgemd.workspace.schemas import schemas_of

        home = os.path.dirname(path)
        found = schemas_of(config, name, lambda schema: self._bytes_at(os.path.join(home, schema), rev))
        self._schemas[id(config)] = (config, found)
        return config

    def settings_of(self, config: Config) -> Settings:
        """How trackers are read by a configuration that this workspace has given."""
        _, schemas = self._schemas.get(id(config), (config, ()))
        return settings_of(config, schemas)

    def _bytes_at(self, full: str, rev: str | None) -> bytes | None:
        """What a file holds, in the work tree or in the commit `rev`; None where there is none."""
        if rev is not None:
            repository = self.need_repository()
            below = os.path.relpath(full, repository.root).replace(os.sep, "/")
            return repository.blobs([f"{rev}:{below}"])[0]
        try:
            with open(full, "rb") as file:
                return file.read()
        except OSError:
            return None

    @cached_property
    def settings(self) -> Settings:
        """How trackers are read."""
        return self.settings_of(self.config)

    def settings_at(self, rev: str) -> Settings:
        """How trackers were read at `rev`: by the configuration of that commit, so that rules cannot be
        relaxed in the change that they would refuse."""
        config = self.config_at(rev)
        return self.settings if config is self.config else self.settings_of(config)

    def config_at(self, rev: str) -> Config:
        """The configuration of the commit `rev`, found there as it is found here.

        The one in force is taken where the command line names it, and where that of `rev` has mistakes: else
        nobody could commit their correction.
        """
        if self._config_path is not None:
            return self.config
        if rev not in self._configs:
            self._configs[rev] = self._found_at(rev)
        return self._configs[rev]

    def _found_at(self, rev: str) -> Config:
        repository = self.need_repository()
        paths = [os.path.relpath(path, repository.root) for path in candidates(self.cwd, repository.root)]
        names = [f"{rev}:{path.replace(os.sep, '/')}" for path in paths]
        for path, raw in zip(paths, repository.blobs(names), strict=True):
            if raw is not None and holds(path, raw):
                return self._config_of(os.path.join(repository.root, path), raw, rev)
        return DEFAULT

    def _config_of(self, path: str, raw: bytes, rev: str) -> Config:
        here = self.config_path
        same = (
            here is not None
            and os.path.samefile(os.path.dirname(here), os.path.dirname(path))
            and read_config(here) == raw
        )
        if same and not self.config.schemas:  # of the same name, they may say something else there
            return self.config
        try:
            loaded = self._load(path, raw, rev)
        except ConfigError:
            return self.config
        held, there = (repr(self._schemas.get(id(config))) for config in (self.config, loaded))
        return self.config if same and held == there else loaded
