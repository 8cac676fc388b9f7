"""The domain: tasks, statuses, workflows, rollups, change logs. Pure values; knows no git."""

from forgemd.tracker.changelog import ChangeLog, Entry
from forgemd.tracker.diff import Change, Diff, Transition
from forgemd.tracker.graph import Dependency, cycles
from forgemd.tracker.layout import KINDS, Column, Kind, Layout
from forgemd.tracker.legend import Legend
from forgemd.tracker.metadata import Fact, updated_fact
from forgemd.tracker.reader import DEFAULTS, Settings, read
from forgemd.tracker.rollup import Figure, Rollup, RollupColumn, RollupRow, whole_number
from forgemd.tracker.section import Section
from forgemd.tracker.status import Reading, Status, StatusReader
from forgemd.tracker.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.vocabulary import CATEGORIES, Category
from forgemd.tracker.workflow import STRICT, Required, Workflow, lenient, strict, strict_by_name

__all__ = [
    "CATEGORIES",
    "DEFAULTS",
    "KINDS",
    "STRICT",
    "Category",
    "Change",
    "ChangeLog",
    "Column",
    "Dependency",
    "Diff",
    "Entry",
    "Fact",
    "Figure",
    "Kind",
    "Layout",
    "Legend",
    "Reading",
    "Required",
    "Rollup",
    "RollupColumn",
    "RollupRow",
    "Section",
    "Settings",
    "Status",
    "StatusReader",
    "Task",
    "Tracker",
    "Transition",
    "Workflow",
    "cycles",
    "lenient",
    "read",
    "strict",
    "strict_by_name",
    "updated_fact",
    "whole_number",
]
