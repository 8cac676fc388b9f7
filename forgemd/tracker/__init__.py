"""The domain: tasks, statuses, workflows, rollups, change logs. Pure values; knows no git."""

from forgemd.tracker.changelog import ChangeLog, Entry
from forgemd.tracker.dates import Moment, parse_moment, write_like
from forgemd.tracker.diff import Change, Diff, Transition, same_status
from forgemd.tracker.graph import Dependency, cycles
from forgemd.tracker.headers import normal
from forgemd.tracker.ids import next_id, similar
from forgemd.tracker.layout import KINDS, Column, Kind, Layout
from forgemd.tracker.legend import Legend
from forgemd.tracker.markup import bare
from forgemd.tracker.metadata import Fact, updated_fact
from forgemd.tracker.reader import DEFAULTS, Settings, read
from forgemd.tracker.roles import (
    COMPLETED,
    DATE,
    DEPENDS,
    DUE,
    GROUP,
    ID,
    NEW,
    OLD,
    OWNER,
    PRIORITY,
    ROLES,
    STARTED,
    STATUS,
    TITLE,
    Role,
    is_placeholder,
)
from forgemd.tracker.rollup import Figure, Rollup, RollupColumn, RollupRow, whole_number
from forgemd.tracker.section import Section
from forgemd.tracker.status import Reading, Status, StatusReader, phrase, sense_in
from forgemd.tracker.task import Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.vocabulary import CATEGORIES, CATEGORY_OF, Category, sense_of
from forgemd.tracker.workflow import STRICT, Required, Workflow, lenient, strict, strict_by_name

__all__ = [
    "CATEGORIES",
    "CATEGORY_OF",
    "COMPLETED",
    "DATE",
    "DEFAULTS",
    "DEPENDS",
    "DUE",
    "GROUP",
    "ID",
    "KINDS",
    "NEW",
    "OLD",
    "OWNER",
    "PRIORITY",
    "ROLES",
    "STARTED",
    "STATUS",
    "STRICT",
    "TITLE",
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
    "Moment",
    "Reading",
    "Required",
    "Role",
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
    "bare",
    "cycles",
    "is_placeholder",
    "lenient",
    "next_id",
    "normal",
    "parse_moment",
    "phrase",
    "read",
    "same_status",
    "sense_in",
    "sense_of",
    "similar",
    "strict",
    "strict_by_name",
    "updated_fact",
    "whole_number",
    "write_like",
]
