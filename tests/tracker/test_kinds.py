"""What a table holds, where a status beside a name says too little: nouns, values, neighbours and headings."""

from __future__ import annotations

import pytest

from forgemd.tracker import KINDS
from tests.tracker.build import table, tracker

BY_KIND: dict[str, list[tuple[str, ...]]] = {
    # heading, header, rows
    "tasks": [
        ("Plan", "ID | Task | Effort | Files", "P1.1 | Lay the keel | 1h | `hull.py`"),
        ("Plan", "任务 | 优先级 | 说明", "画图 | P0 | 先做"),
        ("Plan", "子任务 | 文件 | 说明", "画图 | a.cs | 新增"),
        ("Subtask Index", "ID | Description | WP", "T001 | Lay the keel | WP01", "T002 | Bend the ribs | WP01"),
        ("Backlog", "Issue | Owner | Notes", "Leak in the bow | ada | since May"),
        ("Open issues", "Issue | Title | Status", "#70 | Bend the ribs | OPEN", "#71 | Lay the keel | OPEN"),
        ("Traceability", "Requirement | Phase | Status", "HULL-01 | 03 | Pending", "HULL-02 | 03 | Pending"),
        ("Timeline", "Milestone | Target Date | Status", "Launch | Week 3 | ⬜", "Sea trial | Week 5 | ⬜"),
        ("In Progress", "ID | Item", "K-1 | Ribs"),
        ("4. Not built yet", "§ | Item | Note", "4D | Two masts | the first stands"),
        (
            "Phases",
            "Phase | Focus | Effort",
            "0 (Dry) | keel and ribs | 1 day",
            "1 (Wet) | the trial at sea | 3-5 days",
        ),
        (
            "How we get there",
            "Goal | Timespan | What and why",
            "Float | 2026 | all else hangs on it",
            "Sail | Q3 2027 | so we go",
        ),
        ("Board", " | ID | What | Who", "🟢 | W-1 | Keel | ada", "🔴 | W-2 | Ribs | bo"),
        ("Claims", "Agent | Task | Branch | Status", "one | T-14 | keel | WORKING", "two | T-15 | ribs | BLOCKED"),
        ("Parts", "Feature | Done | Owner", "Hull | Yes | ada", "Rig | No | bo"),
        ("Umzug", "Aufgabe | Erledigt | Bemerkung", "Kisten packen | Ja | -", "Auto mieten | Nein | -"),
        ("Plan", "Lot | Responsable | Fin prévue", "Coque | Hugo | 12 mai 2026"),
        ("Overview", "Lane | State | Pull now", "Hull | ACTIVE | ribs", "Rig | PARKED | later"),
        (
            "Decisions",
            "ADR | Decision | Status",
            "[0001](1.md) | Oak, not pine | Accepted",
            "[0002](2.md) | Tar | Proposed",
        ),
        ("Arrays", "# | Problem | Difficulty | Done", "1 | Two knots | Easy | ✅", "7 | Three ropes | Hard | ❌"),
        ("Move", "Server | IP | Owner | Status", "mast | 10.0.0.1 | ada | Done", "keel | 10.0.0.2 | bo | Open"),
        ("Lot 2", "Tâche | Avancement", "Coque | Terminée", "Mât | En cours"),
        (
            "Freigabe",
            "Schritt | Verantwortlich | Erledigt",
            "Kiel | Jörg | ja",
            "Mast | Maud | nein",
            "Ruder | Jörg | ja",
            "Fax | - | entfällt",
        ),
        ("Sprachen", "Sprache | Stand | Übersetzt", "fr | fertig | 100 %", "pl | in Arbeit | 41 %"),
        ("Parity", "Feature | Available", "Hull | ✅", "Rig | ❌"),
    ],
    "issues": [
        ("Proposal", "Gap | Severity | Summary", "1 | HIGH | leaks in the bow", "2 | LOW | paint"),
        ("Findings", "Issue | Gap | Impact", "[#24](https://x.test/24) | Leak in the bow | wet feet"),
        ("Gaps", "Gap | Priority | Risk | Status", "No bilge pump | P1 | sinks | TODO"),
        ("Open", "问题 | 优先级 | 负责人", "漏水 | P0 | 老周"),
        ("Risk register", "Risk | Likelihood | Impact | Mitigation", "Rot | low | high | varnish"),
        (
            "Analysis",
            "Category | Current State | Gap | Impact",
            "Hull | Strong (oak) | low | -",
            "Rig | Weak | mast | bad",
        ),
        ("Decisions", "ID | Decision | Options | Owner | Status", "D-1 | Oak or pine | A, B | ada | open"),
        ("Rejestr", "ID ryzyka | Ryzyko | Właściciel | Status", "R-1 | Przeciek | Ewa | Otwarte"),
        ("Findings", "Constat | Gravité", "Coque humide | Majeure"),
        ("Suivi", "N° d'anomalie | Description | État", "AN-1 | Fuite à l'avant | Ouverte"),
        ("Resolved Issues", "ID | Where | Resolved | How", "H-1 / H-2 | bow | 2026-08-06 | a plank was put in"),
        ("Lỗi", "Mã lỗi | Mô tả | Trạng thái", "L-1 | Rò nước | Đang sửa"),
    ],
    "tests": [
        ("Success Criteria", "Criterion | Status | Evidence", "Floats | ✅ | basin"),
        ("Goal", "# | Truth | Status | Evidence", "1 | It floats | VERIFIED | basin of March"),
        ("Checks", "Behavior | Command | Result | Status", "floats | `float` | yes | PASS"),
        ("Ergebnis", "Endpunkt | Erwartet | Ergebnis | Status", "`/ping` | 200 | 200 | ✅"),
        ("Verification Report", "Artifact | Expected | Status", "hull | 12 ribs | VERIFIED"),
        ("Power", "Test point | Expected | Measured | Pass", "TP1 | 3.3 V | 3.31 V | ✅", "TP2 | 1.8 V | 1.2 V | ❌"),
    ],
    "metrics": [
        ("Quality", "Metric | Target | Current | Status", "Speed | 9 kn | 7 kn | Todo"),
        ("目标", "指标 | 目标值 | 当前值 | 状态", "航速 | 9 | - | 未测试"),
        ("Error Breakdown", "Rule | Count | Fixed | %", "no-leak | 50 | 40 | 80%", "no-rot | 13 | 13 | 100%"),
        ("Totals", "Error Type | Count | %", "Leak | 50 | 80%", "Rot | 13 | 20%"),
        ("KPIs", "Métrica | Target Q1 | Target Q2", "Regatas | 3 | 5"),
        (
            "Speed",
            "Course | 2025 | 2026 | Change | Status",
            "bay | 41 min | 33 min | -19.5% | ✅ faster",
            "sea | 9 h | 9 h | 0% | same",
        ),
        (
            "Drift",
            "Tack | β | Meaning | Status",
            "port | +0.44 ± 0.04 | strong | ✅ Frozen",
            "aft | 0.1 ± 0.2 | weak | ✅",
        ),
        (
            "Drift",
            "Hull | Drag | Heel | Status",
            "oak | 41.09 | 6.4 | ✅ Validated",
            "elm | 64.47 | 8.0 | ✅ Validated",
        ),
    ],
    "matrix": [
        ("Support", "Feature | Cranelift | Winch", "sails | ✅ | ❌", "oars | ✅ | ✅"),
        ("Install", " | Linux | Windows", "oars | [a](a.md) | [b](b.md)", "sails | [c](c.md) | [d](d.md)"),
        (
            "Matrix",
            "Test ID | Scenario | Bow | Stern | Owner",
            "T-1 | Rain | ✅ | ⏳ | Pia",
            "T-2 | Hail | ❌ | ⏳ | Tom",
        ),
        ("Moved", "Part | Painted | Checked | Owner", "Hull | ✅ | ✅ | ada", "Rig | ✅ | ❌ | bo"),
        ("Parity", "Feature | iOS | Android", "Sails | Done | In progress", "Oars | Planned | Done"),
        ("Duties", "Activity | PM | Dev | QA", "Keel | A | R/C | I", "Ribs | I | R | C"),
        ("Zuständig", "Aufgabe | Bau | Vertrieb | Betrieb", "Kiel | R | I | A", "Mast | C | I | R"),
        ("Tools", "Tool | In the dock? | At sea?", "Saw | Yes | Limited (no power)", "Pump | Yes | No"),
        ("Parity", "Feature | Oak | Pine | Elm | Ash", "Sails | + | + | - | ", "Oars | + | + |  | -"),
        ("Proposals", "Proposal | Phase 4 | Tests | Fuzzed", "masts | ✅ | ✅ | ❌"),
        (
            "Why this one",
            "Feature | [Oak](https://x.test) | Elm",
            "Floats | ❌ | ✅",
            "Sails | ✅ | ✅",
            "Rots | ❌ | ✅",
            "Weight | 12 t | 9 t",
            "Licence | MIT | GPL",
            "Paint | ❌ | ❌",
        ),
    ],
    "schedule": [
        ("Milestones", "里程碑 | 条件 | 预计日期", "M1 | 全部完成 | Day 4", "M2 | 试航 | Day 9"),
        ("Releases", "Version | Branch-cut Date | Release Date | Support", "`0.9` | 2026-11-03 | 2026-12-07 | Future"),
        ("Plan", "Week | Phase | Key Deliverables", "1-2 | Hull | keel, ribs", "3 | Rig | mast"),
        (
            "Week 1",
            "Day | Task | Deliverable",
            "Mon | lay the keel | keel",
            "Mon | bend ribs | ribs",
            "Tue | plank | hull",
        ),
    ],
    "log": [
        ("Session Log", "Date | Participants | Summary", "Oct 8, 2025 (noon) | Ada | laid the keel"),
        ("Handoff log", "Time | From | To | Task | Summary", "2026-02-01T09:00Z | ada | bo | T-14 | start aft"),
        ("Document history", "Version | Author | Date | Changes | Status", "0.1 | ada | 2026-01-02 | draft | Approved"),
        ("Änderungsverlauf", "Version | Datum | Änderung | Status", "0.1 | 01.02.2026 | Entwurf | fertig"),
        ("版本记录", "版本 | 日期 | 说明 | 状态", "1.0 | 2026-01-02 | 初稿 | 已完成"),
        ("Proof Log", "Date | Agent | Task | Proof", "[YYYY-MM-DD] | [who] | baseline | [command]"),
        ("Timeline (UTC)", "Time | Event", "09:02 | the pump stops", "09:40 | it runs again"),
        ("Patch notes", "Version | Date | Changes", "1.2 | 2026-03-02 | new sails", "1.1 | 2026-01-15 | afloat"),
        ("版本历史", "版本 | 日期 | 变更内容", "v1.1 | 2026-03-02 | 新帆", "v1.0 | 2026-01-15 | 下水"),
        ("Notes", "Date | What we did", "2026-01-05 | laid the keel and bent the first twelve ribs"),
    ],
    "legend": [
        ("Colours", "Color | Meaning", "Red | stop", "Green | go"),
        ("Priority Legend", "Priority | Meaning | Timeline", "P0 | we sink | now", "P1 | it leaks | this week"),
        ("Exit codes", "Code | Meaning | Tested In", "0 | fine | all tests", "1 | not fine | one test"),
    ],
    "record": [
        ("", "Ship's Papers | ", "Length | 9 m", "Beam | 3 m"),
        ("", "项目 | 信息", "船名 | 海鸥"),
        ("", "Video | [4:15](https://x.test/4)"),
    ],
    "reviews": [("Charter Check", "Principle | Status | Notes", "One keel | ✅ Pass | as before")],
    "rollup": [
        ("Error handling", "Phase | Total | Done | %", "A | 4 | 2 | 50%", "B | 2 | 2 | 100%"),
        ("Progress", "Phase | Status | Progress", "0 | ✅ Complete | 100%", "1 | Open | 0%"),
        ("Severity Summary", "Severity | Count | Where", "High | 8 | bow, stern and keel of the boat"),
        ("Totals", "Category | Total Commands | Covered | Gaps | Coverage %", "Core | 8 | 7 | 1 | 88%"),
        ("Projet", "État | Nombre", "Terminé | 20", "en cours | 3"),
    ],
    "other": [
        ("Versions", "Component | Version in use | Latest Version | Status", "hull | 1.2 | 1.3 | ✅ matches"),
        ("Hook inventory", "Hook | Trigger | Status", "pre-commit | commit | Active"),
        ("Options", "Option | Status", "A | Done"),
        ("Protokoll", "TOP | Thema | Wer | Ergebnis", "1 | Kasse | Ada | entlastet", "2 | Hafen | Bo | -"),
        ("接口", "接口 | 方法 | 说明 | 状态", "/ribs | GET | 肋骨 | 可用", "/keel | GET | 龙骨 | 可用"),
        ("Noten", "Student | Test 1 | Passed", "Ada | 9 | yes", "Bo | 4 | no"),
        ("API", "Method | Path | Description | Status", "GET | /ribs | all ribs | 200", "POST | /ribs | a rib | 201"),
        ("API", "Function | Since | Status", "bend | 1.0 | stable", "saw | 1.3 | beta", "tar | 0.9 | deprecated"),
        ("Crew", "Name | Role | Location | Status", "Ada | mate | Kiel | active", "Bo | cook | Rome | on leave"),
        ("Jobs", "Job | Last run | Status", "backup | 2026-03-02 | success", "sync | 2026-03-02 | failed"),
        ("Haus", "Gerät | Gekauft | Garantie bis | Zustand", "Herd | 2024 | 2026 | gut", "Ofen | 2020 | 2022 | offen"),
        (
            "Builds",
            "Branch | Server | Status",
            "main | one | [![build](https://x.test/a.svg)](https://x.test)",
            "1.2 | one | ![build](https://x.test/b.svg)",
        ),
        (
            "API",
            "Method | Path | Description | Auth",
            "GET | `/ribs` | all ribs | ✅",
            "GET | `/health` | am I afloat? | ❌",
        ),
        ("Data", "Dataset | Images | Available", "harbours | 8,400 | ✅", "streets | 120,000 | ❌"),
        ("Services", "Service | Tier | Health", "gateway | 1 | 🟢", "digest | 3 | 🟡"),
        ("服务", "服务 | 端口 | 状态", "网关 | 8080 | 运行中", "报表 | 8082 | 已停用"),
        ("Parts", "Package | Version | License | Status", "tar | 1.3 | MIT | approved", "oak | 2.0 | GPL | rejected"),
        ("Chain", "Network | Address | Verified", "Main | `0x51` | ✅", "Test | `0x90` | ✅"),
        ("Board", "To do | Doing | Done", "T-4 | T-3, T-2 | T-1", " | | T-0"),
        ("Tarifs", "Offre | Prix | Statut", "Plus | 9 € | disponible", "Pro | 29 € | bientôt"),
        ("Platform support", "Target | Status | Tests", "bay | ✅ | daily", "sea | ❌ | none"),
        ("Plugins", "Plugin | Author | Maintained", "sails | ann | ✅", "oars | bob | ❌"),
        ("Settings", "Name | Required | Description", "HULL | ✅ | of what", "RIG | ❌ | how high"),
        (
            "Accounts",
            "User | Plan | Status | Last login",
            "ann | pro | active | 2026-01-01",
            "bob | free | inactive | -",
        ),
        ("设备", "设备 | 型号 | 数量 | 状态", "电脑 | X1 | 3 | 正常", "打印机 | P2 | 1 | 故障"),
        ("Troubleshooting", "Problem | Cause | Fix", "wet feet | a leak | caulk it"),
        ("常见问题", "问题 | 原因 | 解决方案", "漏水 | 裂缝 | 补漏"),
        ("Solved", "# | Title | Time | Space", "1 | Two knots | O(n) | O(1)", "7 | Ropes | O(1) | O(1)"),
        ("Packages", "Package | Version | Status", "core | 1.2 | stable", "rig | 0.9 | beta"),
        ("Files", "File | Lines | Size | Status", "`hull.py` | 334 | 8.9K | ✅", "`rig.py` | 275 | 7.9K | ✅"),
        (
            "What's already correct (no action)",
            "What | Location | Status",
            "Hull | `hull` | 🟢 Good",
            "Rig | `rig` | 🟢 Good",
        ),
        ("Security policy", "Version | Supported", "2.x | ✅", "1.x | ✅"),
        (
            "Releases",
            "Version | Node | Status",
            "3.x | 20 | Active",
            "2.x | 18 | Maintenance",
            "1.x | 16 | End of life",
        ),
        ("Comparison with others", "Feature | Here | There | Status", "sails | ✅ two | ✅ one | ✅ Better"),
        ("Team", "Agent | State | Doing", "ada | Running | ribs", "bruno | Running | keel"),
        ("What we wait for", "Dependency | Status", "Tar from Oslo | Ordered", "Oak | Here"),
        ("Support", "Status | Min Version | Hull", "v1 | 1.18 | oak", "v2 | 1.19 | pine"),
        ("Why", "Choice | Why needed", "Oak | it lasts"),
        ("Left over", "Worktree | Base | Status", "155f | #814 | Merged in #817", "8667 | #817 | Clean"),
        (
            "Lanes",
            "Lane | WPs (in order) | depends_on_lanes",
            "`lane-a` | WP01 | -",
            "`lane-b` | WP02 → WP04 | `lane-a`",
            "`lane-c` | WP03 | `lane-a`",
        ),
        ("", "Category | Count | Status", "Hooks | 3 | three of them, and a fourth", "Phases | 24 | run one by one"),
    ],
}


@pytest.mark.parametrize(("kind", "lines"), [(kind, lines) for kind, group in BY_KIND.items() for lines in group])
def test_kind(kind: str, lines: tuple[str, ...]) -> None:
    heading, *rows = lines
    (layout,) = tracker(table(*rows, heading=heading)).layouts
    assert layout.kind == kind, layout.why
    assert layout.why
    assert all(column.why for column in layout.columns)


def test_every_kind_has_an_example() -> None:
    assert set(BY_KIND) == set(KINDS)


@pytest.mark.parametrize(
    ("header", "row", "roles"),
    [
        ("Task | Summary | Proof | Touches", "Keel | lay it flat on the slip and look again | see log | `a/b.py`", ""),
        ("Hour | What | Who | State", "0-2 | Keel | ada | done", "date title owner status"),
        ("ID | Task | Depends On | Parallel", "A-1 | Keel | - | [P]", "id title depends other"),
        ("Sprint | Description | Status", "Sprint 3 | the rigging, and all that hangs on it | open", "id title status"),
        ("Version | Focus | Status", "0.3.0 | a rig that one can sail alone | 🔵 Planned", "id title status"),
        ("Phase | Timeline | Focus", "Hull | 2-4 weeks | keel, ribs and planks", "title estimate notes"),
        ("Module | Files | Impact | Status", "Hull | 6 | 3 | open", "title other other status"),
        ("§ | Item | Status", "4D | Two masts | open", "id title status"),
        ("Gate | Issue | Status | Blocker", "Gate 0 | [#9](u) | Open | Review (#4)", "title link status depends"),
        ("# | Feature | Release | Status", "1 | Oars | [v1](u) | Done", "id title link status"),
        ("Phase | Focus | Owner | Status", "1 | Quick wins | ada | TODO", "id title owner status"),
        ("Issue | Title | Spec Status | Code Status", "01 | Keel | Done | Open", "id title status status"),
        ("Task ID | Phase | Description | Status", "T-1 | 5 | Lay the keel | Done", "id group title status"),
        ("Task | Agent Notes | Last updated", "Keel | fine | 2026-01-02", "title notes date"),
        ("ID | Task | Status | Outcome", "A-1 | Keel | Open | Fit for the sea", "id title status notes"),
        ("ID | Task | Status | Outcome", "A-1 | Keel | Open | Pass", "id title status result"),
        (
            "ID | Requirement | Code | Test | Status",
            "A-1 | Keel | `hull.keel` | `test_keel` | done",
            "id title location location status",
        ),
        ("ID | Task | Impact | Size", "A-1 | Keel | High | 8 GB", "id title other other"),
        ("ID | Task | Rate", "A-1 | Keel | 1/sec", "id title other"),
        ("任务 | 状态 | 计划开始 | 截止", "龙骨 | 已完成 | 2026-01-05 | 2026-02-05", "title status date due"),
        ("任务 | 状态 | 截止 | 进度", "龙骨 | 进行中 | 3/13 | 40%", "title status due progress"),
        ("ID | Task | Status | Risk level", "A-1 | Keel | Open | HIGH", "id title status priority"),
        ("ID | Task | Status | Impact", "A-1 | Keel | Open | 🔴", "id title status priority"),
        ("Dock space | Owner | Status | Risk", "North | ada | Open | Ice blocks it", "title owner status notes"),
        ("REQ ID | Requirement | Design | Status", "A-1 | Keel | hull | Done", "id title group status"),
        ("ID | Task | Target", "A-1 | Keel | <10s", "id title target"),
        ("ID | Task | Target", "A-1 | Keel | Week 3", "id title due"),
        ("Task | When", "Paint the keel and the ribs | Phase 3", "title due"),
        ("# | Task | Why safe", "1 | Keel | no crew", "id title notes"),
        ("Nr | Aufgabe | Warum jetzt", "1 | Kiel | Ebbe", "id title notes"),
        ("ID | Task | Status | Evidence", "A-1 | Keel | Done | oak all the way down", "id title status notes"),
        ("ID | Task | Status | Evidence", "A-1 | Keel | Done | log of March, page 12", "id title status link"),
        ("ID | Task | Where", "A-1 | Keel | [hull.py:12](../hull.py)", "id title location"),
        ("ID | Task | Where", "A-1 | Keel | [the log](../log.md)", "id title link"),
        ("Nr. | Tâche | Avancement", "1 | Quille | 40%", "id title progress"),
        ("ID | Task | Status | Since", "A-1 | Keel | Open | 2026-05-01", "id title status date"),
        ("ID | Zadanie | Status | Właściciel", "A-1 | Stępka | Open | Ewa", "id title status owner"),
        ("Milestone | Date | Status", "Launch | 2026-05-01 | Open", "title due status"),
        ("日期 | 版本 | 内容 | 状态", "3/12 | 试航 | 下水 | 完成", "due group title status"),
        ("Task | Status | Date", "Keel | Open | 2026-05-01", "title status date"),
        ("Was | Wie | Wer | Stand", "Zaun | mit Lasur, zweimal | Anna | offen", "title other owner status"),
        ("Task | Wie | Status", "Hek | Jan | open", "title owner status"),
        ("Uppgift | Tid | Status", "Köl | 2 h | Klar", "title estimate status"),
        ("TID | Task | Status", "T-1 | Keel | Done", "id title status"),
    ],
)
def test_roles_by_headers_values_and_neighbours(header: str, row: str, roles: str) -> None:
    (layout,) = tracker(table(header, row)).layouts
    assert layout.kind == "tasks"
    if roles:
        assert [column.role for column in layout.columns] == roles.split()
    else:
        assert [column.role for column in layout.columns] == ["title", "notes", "link", "location"]


@pytest.mark.parametrize(
    ("header", "rows", "kind", "roles"),
    [
        ("Part | Size | Price", ["Keel | ~3–4 GB | $5,000", "Ribs | 8 GB | $10"], "other", "title value value"),
        ("Episodes | Length", ["100 | 1 hour", "500 | 1 hour", "5,000 | 2 hours"], "other", "title value"),
        ("Dependency | Status | Blocker?", ["Dock | P1 | No, it is free"], "other", "title status notes"),
        (
            "Gap | Previous status | Resolution",
            ["No keel | FAILED | We laid a second one, of oak"],
            "issues",
            "title old notes",
        ),
        ("Phase | Tasks | Hours | Deliverable", ["A | 5 tasks | 12h | Hull"], "other", ""),
        (
            "Subject | Lesson | Text",
            ["Ropes | bowline | the king", "Ropes | hitch | two halves", "Sails | reef | in a gale"],
            "other",
            "group title notes",
        ),
        ("Key | Result", ["`j` / `Down` | next", "`k` / `Up` | last"], "other", "title result"),
        ("State | Shown", ["Loading | the flag at half-mast", "Empty | no flag"], "other", "title notes"),
        ("Oak Version | Tar Version", ["1.32 | 2.1.0+, 2.0.1+", "1.33 | 2.1.0+"], "other", "title value"),
        ("Metric | Current | Target | Improvement", ["Speed | 7 | 9 | +2"], "metrics", "metric value target other"),
        ("Supplier | Sent | Action", ["Oslo | oak | more", "Bergen | pine | less"], "other", "title other notes"),
        (
            "Mode | Runs | Variance check",
            ["calm | 4 | Pass", "gale | 4 | Fail", "ice | 5 | Pass"],
            "tests",
            "title value result",
        ),
        ("ID | Risk | Answer", ["R-1 | Rot | more tar", "R-2 | Fire | less tar"], "issues", "id title notes"),
        ("Nr. | Tâche | Avancement", ["1 | Quille | Terminée", "2 | Mât | En cours"], "tasks", "id title status"),
        ("Plan | Price", ["Basis | 9 €", "Alles | 1.190 €/Jahr"], "other", "title value"),
        ("Recurso | Economia", ["Barco | R$ 4.100", "Mastro | -29%"], "other", "title value"),
        ("Point | Expected | Measured | Pass", ["TP1 | 3.3 V | 3.31 V | ✅"], "tests", ""),
        ("Problem | Cause | Fix", ["Leak | no tar | tar it"], "other", ""),
        ("Problem | Cause | Fix | Status", ["Leak | no tar | tar it | Open"], "issues", ""),
        ("Metric | Control | Treatment", ["Knots | 7.1 | 8"], "metrics", "metric value value"),
        ("Area | Fixed | Open | Skipped", ["Hull | 3 | 4 | 1", "Rig | 0 | 2 | 1"], "rollup", "key count count count"),
        ("Version | Date | Changes | Author", ["0.2 | 2026-02-01 | more ribs | ada"], "log", ""),
        ("Phase | Plans | Status", ["03 | 1/1 | Done", "16 | 0/2 | Open"], "tasks", "id progress status"),
        ("Part | Before | After | Gain", ["Keel | 3 ft | 4 ft | one foot more"], "other", "title old new notes"),
        (
            "File | Before | After | Improvement",
            ["`a.py` | 3 lines | 4 files | smaller"],
            "other",
            "location old new notes",
        ),
        ("Part | Lines before | Lines after", ["Keel | 300 | 400"], "other", "title old new"),
        ("Plan (first draft) | What shipped | Why", ["Oak | Pine | no oak"], "other", "old new notes"),
        ("项目 | 变更前 | 变更后", ["龙骨 | 三尺 | 四尺"], "other", "title old new"),
        ("Scene | From | To", ["One | the bow of the boat | the stern"], "other", "title notes other"),
        ("ID | Decision needed | Cost", ["D-1 | Oak or pine? | high"], "issues", "id title other"),
        ("Word | Meaning(s) in use | Grade", ["fore | in front | K-3"], "other", ""),
        ("Week | Phase | Key deliverables", ["1-2 | Hull | Keel, ribs"], "schedule", "date title notes"),
    ],
)
def test_roles_of_tables_of_no_tasks(header: str, rows: list[str], kind: str, roles: str) -> None:
    (layout,) = tracker(table(header, *rows)).layouts
    assert layout.kind == kind
    assert [column.role for column in layout.columns] == roles.split() or not roles


def test_documents_that_are_related_are_no_work() -> None:
    (layout,) = tracker(
        f"# P\n\n## Related planning documents\n\n{table('Document | Status', 'a.md | Active')}"
    ).layouts
    assert layout.kind == "other"


@pytest.mark.parametrize(
    "header", ["Tarih | Görev | Eski | Yeni | Kim", "Data | ID | Status antigo | Status novo | Autor"]
)
def test_logs_in_other_languages(header: str) -> None:
    (layout,) = tracker(table(header, "2026-01-02 | G-1 | Todo | Done | ada")).layouts
    assert (layout.kind, [column.role for column in layout.columns]) == ("log", ["date", "id", "old", "new", "owner"])


def test_a_summary_in_a_log_names_no_task() -> None:
    row = "2026-10-08 | ada | Laid the keel, and caulked all the seams of it"
    (layout,) = tracker(f"# P\n\n## Session log\n\n{table('Date | By | Summary', row)}").layouts
    assert [column.role for column in layout.columns] == ["date", "owner", "notes"]


def test_ids_that_stand_in_titles_name_the_tasks() -> None:
    rows = ("**FE-20**: Hull | -", "FE-21 – Rig | FE-20", "[FE-22] Sails | FE-21, FE-20", "Paint | FE-22")
    found = tracker(table("Task | Depends on", *rows))
    assert [task.id for task in found.find("fe-21")] == ["FE-21 – Rig"]
    waits = {key: [on.line - 2 for on in others] for key, others in found.waits_for.items()}
    assert waits == {"fe-21 – rig": [0], "[fe-22] sails": [1, 0], "paint": [2]}
    # Not set off, or only a number: no id.
    assert not tracker(table("Task | Status", "S3 upload | Todo", "3 doors | Todo")).find("S3")


@pytest.mark.parametrize(
    ("header", "cells", "categories"),
    [
        ("Feature | Done", ["Yes", "No", "yes", "-"], "done todo done unknown"),
        ("Aufgabe | Erledigt", ["Ja", "Nein"], "done todo"),
        ("Aufgabe | Erledigt", ["ja", "nein", "teilweise"], "done todo partial"),
        ("任务 | 是否完成", ["是", "否"], "done todo"),
        ("Задача | Готово", ["да", "нет"], "done todo"),
        ("Part | Completed", ["✅", "❌", "x"], "done todo done"),
        # Elsewhere yes and no say something else, and a cross alone may be a failure.
        ("Part | Status", ["Yes", "❌", "Done"], "unknown unknown done"),
    ],
)
def test_a_column_may_ask_whether_something_is_done(header: str, cells: list[str], categories: str) -> None:
    rows = [f"Part {number} | {cell}" for number, cell in enumerate(cells)]
    assert [task.status.category for task in tracker(table(header, *rows)).tasks] == categories.split()


@pytest.mark.parametrize(
    ("header", "ids"),
    [("Number", "Keel Ribs Mast"), ("Ref", "Keel Ribs Mast"), ("ID", "4 4 2"), ("Task ID", "4 4 2")],
)
def test_a_number_behind_the_name_that_repeats_is_no_id(header: str, ids: str) -> None:
    """Only what says that it is an id is one, and told when it is there twice."""
    text = table(f"Task | {header} | Status", "Keel | 4 | Done", "Ribs | 4 | Open", "Mast | 2 | Open")
    assert [task.id for task in tracker(text).tasks] == ids.split()
    text = table("Task | Number | Status", *(f"Part {number} | {number or 7} | Open" for number in range(8)))
    assert tracker(text).tasks[0].id == "7", "one that is there twice is a slip"


def test_of_several_statuses_the_plain_one_counts() -> None:
    (task,) = tracker(table("ID | Spec Status | Status", "A-1 | Done | Todo")).tasks
    assert task.status.category == "todo"


# What prose says of symbols


@pytest.mark.parametrize(
    "prose",
    [
        "⭕ - Not Started\n🛠️ - In Progress\n✅ - Complete",
        "Legend: ⭕ Not started · 🛠️ In progress · ✅ Done",
        "- ⭕ **Not started** — nobody has begun\n- 🛠️ In progress\n",
        "**Status:** ⭕ = Not Started | 🛠️ = In Progress",
        "图例：⭕ 未开始，🛠️ 进行中",
        "> Legenda: ⭕ a fazer · 🛠️ em obra",
        "Key: 🟢 usable, gaps remain · ⭕ not begun, nobody has it · 🛠️ being built",
    ],
)
def test_prose_explains_symbols(prose: str) -> None:
    found = tracker(
        f"{prose}\n\n" + table("ID | Task | Status", "A-1 | Keel | ⭕", "A-2 | Ribs | 🛠️", "A-3 | Mast | 🟡")
    )
    assert [task.status.category for task in found.tasks] == ["todo", "active", "unknown"]
    assert [task.status.how for task in found.tasks] == ["legend", "legend", "unknown"]
    assert found.workflow.name == "lenient"


@pytest.mark.parametrize(
    ("value", "kind", "categories"),
    [
        ("在途 | 正在进行", "legend", ["active", "done"]),
        # A status that is none of them: these are values of something else.
        ("在办 | 正在进行", "other", ["unknown", "done"]),
    ],
)
def test_values_in_use_as_statuses_are_a_legend(value: str, kind: str, categories: list[str]) -> None:
    text = table("值 | 说明", "待派 | 还没有人做", value, "已交 | 完成并交付")
    found = tracker(f"{text}\n\n" + table("编号 | 任务 | 状态", "A-1 | 龙骨 | 在途", "A-2 | 肋骨 | 已交"))
    assert found.layouts[0].kind == kind
    assert [task.status.category for task in found.tasks] == categories


@pytest.mark.parametrize(
    "prose",
    [
        "🔴 Fixed the leak in the bow\n🟡 Done with the ribs",
        "- 🔴 Blocked\n\nLater: 🔴 Done, 🟡 Open",
        "The 🔴 lamp means blocked.",
        "🔴 Blocked",
        "Status: 🔴 blocked on the paint, 🟡 usable",
    ],
)
def test_prose_that_explains_nothing(prose: str) -> None:
    (task,) = tracker(f"{prose}\n\n" + table("ID | Task | Status", "A-1 | Keel | 🔴")).tasks
    assert task.status.category == "unknown"


@pytest.mark.parametrize(
    ("legend", "category"), [("☑ ready, ◐ under way", "done"), ("☑ ready, ◐ under way, ◆ done", "ready")]
)
def test_what_is_ticked_off_for_being_ready_is_done_unless_something_else_is(legend: str, category: str) -> None:
    (task,) = tracker(f"Legend: {legend}\n\n" + table("ID | Task | Status", "A-1 | Keel | ☑")).tasks
    assert task.status.category == category


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (
            "Code | Status | Name | Meaning",
            ("1001 | 400 Bad Request | bad | no JSON", "1004 | 409 Conflict | done | over"),
        ),
        ("Name | Office | Present", ("Ada | chair | ✓", "Bob | clerk | ✗")),
        (
            "No. | Motion | For | Against | Result",
            ("1 | Raise the fee | 3 | 0 | Passed", "2 | Hire | 1 | 2 | Rejected"),
        ),
    ],
)
def test_answers_attendance_and_votes_are_no_tasks(header: str, rows: tuple[str, ...]) -> None:
    assert tracker(table(header, *rows)).tasks == ()


def test_marks_in_brackets_mean_what_the_document_says() -> None:
    text = "Status: [ ] Not started · [-] Deferred · [x] Done\n\n"
    found = tracker(text + table("ID | Task | Status", "A-1 | Keel | [-]", "A-2 | Ribs | [x]"))
    assert [task.status.category for task in found.tasks] == ["deferred", "done"]


# Boards, names, sections


def test_a_heading_is_the_status_of_a_table_without_one() -> None:
    header = "ID | Task | Owner"
    text = "".join(
        table(header, f"K-{number} | Keel | ada", heading=heading)
        for number, heading in enumerate(
            ["Backlog", "🚧 In Progress (3)", "已完成任务 ✅", "Phase 1", "New", "Ada's tasks"]
        )
    )
    found = tracker(text).tasks
    assert [task.status.category for task in found] == ["todo", "active", "done", "unknown", "unknown", "unknown"]
    assert [task.status.how for task in found[:4]] == ["heading", "heading", "heading", "empty"]
    (task,) = tracker(table("ID | Task | Status", "K-1 | Keel | Blocked", heading="Done")).tasks
    assert task.status.category == "blocked", "a column says more than a heading"


def test_tasks_without_ids_name_each_other_by_their_titles() -> None:
    found = tracker(
        table(
            "Name | Status | Dependencies",
            "[Oak, cut](u) | Done | -",
            "Keel — of oak | Done | Oak, cut",
            "Ribs | Todo | **Keel**; Tar",
            "Tar | Todo | none",
        )
    )
    assert [(edge.on.id, edge.task.id) for edge in found.dependencies if edge.on] == [
        ("Oak, cut", "Keel — of oak"),
        ("Keel — of oak", "Ribs"),
        ("Tar", "Ribs"),
    ]


@pytest.mark.parametrize(
    ("cell", "waits"),
    [
        ("需T1完成", ["T1"]),
        ("T1完成", ["T1"]),
        ("T1 Phase 6 complete", []),
        ("第1章", []),
        ("Chapter 7", []),
        ("T1", ["T1"]),
    ],
)
def test_ids_in_prose(cell: str, waits: list[str]) -> None:
    found = tracker(
        table(
            "ID | Task | Status | Depends",
            "T1 | Keel | Done | -",
            "WS-7 | Ribs | Done | -",
            f"T2 | Mast | Todo | {cell}",
        )
    )
    assert [edge.on.id for edge in found.dependencies if edge.on] == waits


def test_an_id_that_is_told_again_elsewhere_means_the_row_beside_it() -> None:
    packages = table("ID | Goal | Blocked by", "**W1** | Lay the keel | —", "**W2** | Bend the ribs | **W1** (hard)")
    lanes = table("Lane | ID | Effort | Owner", "aft | W1 | 2d | ada", "fore | W2 | 1d | bo")
    found = tracker(f"## Packages\n\n{packages}\nOr, by lanes:\n\n{lanes}")
    assert len(found.find("W1")) > 1
    (edge,) = found.dependencies
    assert edge.on is not None
    assert (edge.on.line, edge.task.line) == (4, 5)


def test_numbers_that_begin_anew_are_told_apart_by_their_section() -> None:
    header = "# | Task | Status"
    text = "".join(
        table(header, "1 | Keel | Done", "2 | Ribs | Todo", heading=name) for name in ("Hull part", "2. Rig")
    )
    found = tracker(text)
    assert len(found.find("2")) == 2
    assert [task.section.title for task in found.find("Hull part#2")] == ["Hull part"]
    assert [task.section.title for task in found.find("hull PART#2")] == ["Hull part"]
    assert [task.section.title for task in found.find("2. Rig#1")] == ["2. Rig"]
    assert found.find("Keel#2") == found.find("#") == found.find("Hull part#") == []


@pytest.mark.parametrize(
    ("text", "category"),
    [("SHIPPED, 2 open", "partial"), ("Done (3 remaining)", "partial"), ("Done 2 days ago", "done")],
)
def test_what_is_left_makes_it_partial(text: str, category: str) -> None:
    (task,) = tracker(table("ID | Task | Status", f"A-1 | Keel | {text}")).tasks
    assert task.status.category == category


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("Framework Complete", "done"),
        ("Oracle stub", "partial"),
        ("Tests failing", "failed"),
        ("已部署", "done"),
        ("未部署", "todo"),
        ("待联调", "todo"),
        ("検証中", "review"),
        ("検証済み", "done"),
        ("배포 완료", "done"),
        ("not yet complete", "todo"),
        ("to be completed", "unknown"),
        ("nothing done", "unknown"),
        ("Phase 1 done", "unknown"),
        ("Excellent", "unknown"),
        ("Installed v1.0", "unknown"),
        ("BROKEN", "unknown"),
        ("MISSING", "unknown"),
        ("FAKE", "unknown"),
        ("⛔ Missing", "unknown"),
        ("🚫 Gated", "blocked"),
        ("⚠️ Syntax only", "partial"),
        ("Read only", "unknown"),
        (":white_check_mark:", "done"),
        (":construction: half of it", "active"),
        (":boat: In progress", "active"),
        (":x:", "unknown"),
        (":boat:", "unknown"),
    ],
)
def test_words_that_no_list_has(text: str, category: str) -> None:
    (task,) = tracker(table("ID | Task | Status", f"A-1 | Keel | {text}")).tasks
    assert task.status.category == category


def test_a_tracker_may_be_called_what_its_tables_are_not() -> None:
    rows = table("Component | Status", "Hull | Done", "Rig | Open", heading="Parts")
    for title in ("Validation tracker", "Feature inventory"):
        assert [layout.kind for layout in tracker(f"# {title}\n\n{rows}").layouts] == ["tasks"]
    assert [layout.kind for layout in tracker(f"# Verification report\n\n{rows}").layouts] == ["tests"]


@pytest.mark.parametrize(
    ("header", "roles"),
    [
        ("Issue key | Summary | Assignees | Status | Due by", "id title owner status due"),
        ("Lp. | Zadanie | Osoba | Status | Termin", "id title owner status due"),
        ("Nr | Uppgift | Ansvarig | Status | Klart senast", "id title owner status due"),
        ("№ | Завдання | Виконавець | Стан | Термін", "id title owner status due"),
        ("STT | Công việc | Người phụ trách | Trạng thái | Hạn chót", "id title owner status due"),
        ("No. | タスク | 担当 | ステータス | 終了予定日", "id title owner status due"),
        ("序号 | 任务名称 | 负责人 | 状态 | 计划完成时间", "id title owner status due"),
        ("ID | Historia | Encargado | Estado | Fecha objetivo", "id title owner status due"),
        ("N° | Lot | Porteur | État | Fin prévue", "id title owner status due"),
        ("Nr | Maßnahme | Zuständig | Stand | Fertig bis", "id title owner status due"),
        ("Sıra | İş | Sorumlu | Durum | Bitiş", "id title owner status due"),
        ("번호 | 작업 항목 | 담당자 | 진행상황 | 완료예정일", "id title owner status due"),
    ],
)
def test_headers_of_other_languages_and_tools(header: str, roles: str) -> None:
    (layout,) = tracker(
        table(header, "1 | Keel | Ada | Done | 2026/02/20", "2 | Ribs | Bo | Todo | 2026/02/21")
    ).layouts
    assert (layout.kind, " ".join(column.role for column in layout.columns)) == ("tasks", roles)
