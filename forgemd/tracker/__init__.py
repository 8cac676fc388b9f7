"""The domain: tasks, statuses, workflows, rollups, change logs. Pure values; knows no git.

What only reading commands ask (graphs, filters, scores) is loaded when it is asked for.
"""

from forgemd.lazy import door
from forgemd.tracker.changelog import ChangeLog, Entry
from forgemd.tracker.columns import Column, Columns
from forgemd.tracker.dates import Moment, parse_moment, write_like
from forgemd.tracker.diff import Change, Diff, Transition, same_status
from forgemd.tracker.graph import Dependency, cycles
from forgemd.tracker.headers import normal
from forgemd.tracker.ids import next_id, references, similar
from forgemd.tracker.layout import KINDS, Kind, Layout
from forgemd.tracker.legend import Legend
from forgemd.tracker.markup import bare
from forgemd.tracker.metadata import Fact, updated_fact
from forgemd.tracker.reader import DEFAULTS, Settings, read
from forgemd.tracker.roles import (
    BLOCKS,
    COMPLETED,
    DATE,
    DATED,
    DEPENDS,
    DUE,
    ESTIMATE,
    GROUP,
    ID,
    NEW,
    NOTES,
    OLD,
    OWNER,
    PRIORITY,
    REVIEWER,
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
from forgemd.tracker.steps import Step, by_task, leads, steps_of
from forgemd.tracker.task import FieldTask, Task
from forgemd.tracker.tracker import Tracker
from forgemd.tracker.vocabulary import CATEGORIES, CATEGORY_OF, MARKS, Category, sense_of
from forgemd.tracker.workflow import STRICT, Conditions, Required, Workflow, lenient, strict, strict_by_name
from forgemd.typed import TYPE_CHECKING

if TYPE_CHECKING:
    from forgemd.tracker.claim import Claim
    from forgemd.tracker.claims import claims_of
    from forgemd.tracker.drawings import Drawing, drawings_of
    from forgemd.tracker.estimates import Bound, Estimate, estimate_of, parse_estimate
    from forgemd.tracker.filters import Filter, owner_of
    from forgemd.tracker.logged import recorded, said
    from forgemd.tracker.network import Edge, Missing, Network, Node, Schedule, network_of, schedule_of
    from forgemd.tracker.ranking import Candidate, Held, Ranking, priority_of, rank
    from forgemd.tracker.record import (
        entry_record,
        fields_of,
        headers_of,
        self_reviewed,
        task_record,
        tracker_record,
    )
    from forgemd.tracker.renaming import is_telling, lists, mention, renamed, renamed_ids
    from forgemd.tracker.schedule import needless
    from forgemd.tracker.standing import Group, Standing, standing_of
    from forgemd.tracker.tasklist import TaskList
    from forgemd.tracker.where import Listed, parse_where

__all__ = [
    "BLOCKS",
    "CATEGORIES",
    "CATEGORY_OF",
    "COMPLETED",
    "DATE",
    "DATED",
    "DEFAULTS",
    "DEPENDS",
    "DUE",
    "ESTIMATE",
    "GROUP",
    "ID",
    "KINDS",
    "MARKS",
    "NEW",
    "NOTES",
    "OLD",
    "OWNER",
    "PRIORITY",
    "REVIEWER",
    "ROLES",
    "STARTED",
    "STATUS",
    "STRICT",
    "TITLE",
    "Bound",
    "Candidate",
    "Category",
    "Change",
    "ChangeLog",
    "Claim",
    "Column",
    "Columns",
    "Conditions",
    "Dependency",
    "Diff",
    "Drawing",
    "Edge",
    "Entry",
    "Estimate",
    "Fact",
    "FieldTask",
    "Figure",
    "Filter",
    "Group",
    "Held",
    "Kind",
    "Layout",
    "Legend",
    "Listed",
    "Missing",
    "Moment",
    "Network",
    "Node",
    "Ranking",
    "Reading",
    "Required",
    "Role",
    "Rollup",
    "RollupColumn",
    "RollupRow",
    "Schedule",
    "Section",
    "Settings",
    "Standing",
    "Status",
    "StatusReader",
    "Step",
    "Task",
    "TaskList",
    "Tracker",
    "Transition",
    "Workflow",
    "bare",
    "by_task",
    "claims_of",
    "cycles",
    "drawings_of",
    "entry_record",
    "estimate_of",
    "fields_of",
    "headers_of",
    "is_placeholder",
    "is_telling",
    "leads",
    "lenient",
    "lists",
    "mention",
    "needless",
    "network_of",
    "next_id",
    "normal",
    "owner_of",
    "parse_estimate",
    "parse_moment",
    "parse_where",
    "phrase",
    "priority_of",
    "rank",
    "read",
    "recorded",
    "references",
    "renamed",
    "renamed_ids",
    "said",
    "same_status",
    "schedule_of",
    "self_reviewed",
    "sense_in",
    "sense_of",
    "similar",
    "standing_of",
    "steps_of",
    "strict",
    "strict_by_name",
    "task_record",
    "tracker_record",
    "updated_fact",
    "whole_number",
    "write_like",
]

_MODULE_OF = {
    "is_telling": "renaming",
    "lists": "renaming",
    "mention": "renaming",
    "renamed": "renaming",
    "renamed_ids": "renaming",
    "TaskList": "tasklist",
    "recorded": "logged",
    "said": "logged",
    "entry_record": "record",
    "fields_of": "record",
    "headers_of": "record",
    "self_reviewed": "record",
    "task_record": "record",
    "tracker_record": "record",
    "parse_where": "where",
    "Listed": "where",
    "standing_of": "standing",
    "Standing": "standing",
    "Group": "standing",
    "priority_of": "ranking",
    "rank": "ranking",
    "Ranking": "ranking",
    "Held": "ranking",
    "Candidate": "ranking",
    "Bound": "estimates",
    "Drawing": "drawings",
    "drawings_of": "drawings",
    "Claim": "claim",
    "claims_of": "claims",
    "Edge": "network",
    "Estimate": "estimates",
    "Filter": "filters",
    "Missing": "network",
    "Network": "network",
    "Node": "network",
    "Schedule": "network",
    "estimate_of": "estimates",
    "needless": "schedule",
    "network_of": "network",
    "owner_of": "filters",
    "parse_estimate": "estimates",
    "schedule_of": "network",
}

__getattr__ = door(__name__, _MODULE_OF)
