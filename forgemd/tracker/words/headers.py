"""Which role a header asks for, in the languages in which people keep trackers.

The words come from counting the headers of 3,264 tables in 546 public trackers, and from plain translation.
A header may ask for several roles; values and neighbours decide (`forgemd.tracker.tables.layout`). What names a row says
what the rows are: `work` is work beyond doubt, a `title` anything; a `thing`, a `unit` of many tasks, an `issue`, a
`test`, a `metric` or a `reference` names the row only where no better name stands beside it, and `prose` describes it.
"""

from __future__ import annotations

from forgemd.lazy import pattern
from forgemd.markdown import uncommented
from forgemd.tracker.words.hanzi import simplified
from forgemd.typed import Sequence

__all__ = ["ENDS", "NOUNS", "candidates", "exactly", "is_made", "normal", "pair"]

NOUNS = ("work", "title", "issue", "test", "metric", "reference", "unit", "thing", "prose")
"""The sorts of words that name rows."""

_WORDS: dict[str, str] = {
    "id": "ap|adr|rfc|eip|kip|pep|bip|kep|ident|référence|n º|codice|шифр|код задачи|номер задачи|id задачи|"
    "görev no|mã công việc|mã cv|mã nhiệm vụ|nr zadania|zadanie nr|क्रमांक|क्र सं|رقم|رقم المهمة|项次|"
    "項番|項目番号|チケット|작업번호|작업 번호|요구사항 id|ticket-nr|aufgaben-id|aufgabennummer|id tarea|id da tarefa|"
    "id tâche|nº tarea|nº da tarefa|feature id|item no|需求编号|用例编号|任务序号|"
    "ids|task ids|n|lfd nr|pos|cód|№ п/п|tid|s/n|sr no|sl no|seq|item #|task #|issue #|story #|req|"
    "issue key|wbs|wbs code|outline number|lp|poř|stt|mã|mã số|č|sıra|sıra no|identifiant|réf|kode|kod|nro|"
    "nummer|課題番号|管理番号|任务号|编码|الرقم|"
    "§|id|#|no|nr|num|number|task id|taskid|task no|task number|ticket|ticket id|key|code|ref|req id|wp|ws|"
    "story id|item id|subtask id|work item id|issue id|test id|ac id|bug id|risk id|gap id|work package|代号|编号|序号|任务id|任务编号|番号|タスクid|번호|작업id|"
    "номер|код|código|codigo|numéro|numero|nº|n°|№|kennung",
    "work": "arbeit|arbeiten|aufgabenbeschreibung|pendência|pendências|travaux|travail|travail à faire|"
    "cosa fare|lavoro|lavori|вид работ|работы|что сделать|робота|роботи|czynność|czynności|praca|"
    "yapılacak|yapılacaklar|yapılacak iş|nhiệm vụ|đầu việc|hạng mục công việc|काम|المهام|مهمة|العمل|"
    "具体任务|タスク内容|実施内容|세부 업무|pekerjaan|kegiatan|"
    "historia|historia de usuario|historias de usuario|histoire|histoire utilisateur|história|"
    "história de usuário|arbeitspaket|maßnahme|massnahme|tätigkeit|acciones|tâche à faire|действие|"
    "nombre de la tarea|название задачи|наименование задачи|görev adı|görev tanımı|iş|iş kalemi|作業名|作業タスク|実施項目|"
    "やること|任务名|工作事项|待办项|할일|업무명|작업 항목|작업 이름|세부 작업|to-do|to-dos|task title|actions|checklist item|chore|"
    "titel der aufgabe|follow-up|follow up|followup|backlog item|zadania|úkol|úkoly|завдання|задачі|uppgifter|taken|"
    "tehtävä|opgave|oppgave|sarcină|feladat|εργασία|कार्य|งาน|việc|görevler|"
    "aufgaben|tâches|tarefas|задачи|作業項目|실행 항목|任务内容|任务描述|工作任务|"
    "task|tasks|task name|task description|subtask|sub-task|sub task|to do|todo|work item|action item|action items|"
    "story|user story|task id|subtask id|story id|work item id|任务id|任务编号|任务|任务名称|子任务|待办|待办事项|工作项|タスク|タスク名|作業|作業内容|태스크|작업|작업명|업무|할 일|tarea|tareas|tâche|tache|sous-tâche|"
    "aufgabe|teilaufgabe|tarefa|задача|задание|подзадача|compito|görev|tugas|công việc|المهمة|משימה|وظیفه|taak|zadanie|uppgift",
    "title": "aktion|aktionen|aktivität|aktivitäten|demanda|demandas|fonctionnalités|funktionalität|"
    "funcionalidades|funcionalidade|recurso|funzionalità|функционал|функциональность|функціонал|"
    "funkcjonalność|funkcjonalności|özellik|tính năng|chức năng|सुविधा|विशेषता|الميزة|功能模块|需求名称|機能概要|"
    "要件|요구사항|기능 이름|fitur|functie|funktionalitet|tema|temas|tópico|tópicos|obiettivo|мета|cel|hedef|"
    "mục tiêu|iniziativa|inisiatif|feature request|"
    "lot|iniciativa|chantier|livrable|livrables|entregable|entregables|entregável|lieferobjekt|инициатива|"
    "наименование|bezeichnung|nom|nombre|başlık|タイトル|機能名|项目名称|功能名称|功能点|事项名称|기능명|제목|feature name|capability|"
    "epic name|project name|deliverable name|ticket title|card|card name|issue title|pr title|item name|punkt|"
    "пункт|actividades|atividades|acción|ação|"
    "objectif|thema|vorhaben|betreff|ämne|nazwa|naam|namn|název|назва|nome|nome da tarefa|nome tarefa|tên|"
    "nama|اسم|नाम|assunto|asunto|oggetto|libellé|intitulé|sujet|deliverables|"
    "title|name|item|feature|summary|subject|deliverable|workstream|workstream name|work stream|activity|action|"
    "requirement|goal|objective|milestone name|improvement|enhancement|slice|proposal|initiative|标题|名称|事项|功能|需求|工作内容|改进项|"
    "項目|機能|件名|기능|항목|título|titulo|actividad|funcionalidad|titre|fonctionnalité|titel|atividade|название|работа|attività",
    "thing": "接口|接口名称|接口地址|エンドポイント|엔드포인트|funktion|funktionen|fonction|função|función|funzione|функция|функції|функція|funkcja|fonksiyon|"
    "schritt|paso|pasos|passo|шаг|крок|krok|adım|bước|चरण|الخطوة|步驟|"
    "endpunkt|系统|module|component|area|kit|stream|topic|service|document|package|project|workstream group|step|endpoint|screen|"
    "page|view|worker|contract|gate|lane|crate|library|platform|module name|integration|api|doc|模块|组件|步骤|界面|页面|服务|文档|"
    "モジュール|画面|모듈|단계|화면|módulo|modulo|componente|модуль|компонент|composant|modul|komponente|servicio|servizio|dienst|сервис|document name",
    "unit": "phase|category|epic|stage|layer|milestone|sprint|section|wave|phase name|task category|wp|work package|阶段|类别|"
    "任务类别|里程碑|フェーズ|カテゴリ|마일스톤|페이즈|fase|hito|этап|веха|étape|jalon|meilenstein|marco|tappa",
    "prose": "i want|i want to|विवरण|beschreibung der aufgabe|الوصف|تفاصيل|التفاصيل|mô tả|nội dung|opis|açıklaması|опис|概述|"
    "deskripsi|omschrijving|beskrivning|tanım|indhold|"
    "key deliverables|key features|key activities|description|details|detail|说明|描述|内容|説明|内容説明|설명|내용|descripción|descripcion|descrição|описание|beschreibung|descrizione|focus|"
    "what|scope",
    "issue": "pregunta|frage|pergunta|domanda|вопрос|питання|pytanie|質問|질문|疑问|anomalie|anomalies|bogue|bogues|vulnérabilité|vulnérabilités|constat|schwachstelle|befund|mangel|mängel|hallazgo|"
    "incidencia|incidencias|achado|achados|erro|erros|riesgos|riscos|risco|anomalia|anomalie riscontrate|vulnerabilità|rischi|"
    "ошибка|ошибки|баг|дефект|уязвимость|замечание|помилка|ризик|дефекти|ryzyko|ryzyka|błąd|błędy|usterka|problem do rozwiązania|"
    "riziko|chyba|risico|fout|fouten|fel|brist|fejl|feil|hata|bulgu|sorun|risk tanımı|lỗi|rủi ro|vấn đề|masalah|kendala|risiko proyek|"
    "漏洞|隐患|故障|脆弱性|障害|バグ|指摘事項|懸念事項|취약점|장애|오류|결함|مشكلة|المشكلة|خطأ|المخاطر|समस्या|जोखिम|त्रुटि|"
    "issue|issues|gap|bug|risk|problem|finding|defect|blocker|vulnerability|limitation|weakness|anti-pattern|concern|"
    "question|decision|open question|contradiction|inconsistency|discrepancy|known issue|issue id|bug id|risk id|gap id|问题|风险|缺陷|課題|問題|不具合|リスク|이슈|버그|문제|위험|riesgo|risque|problema|problème|"
    "риск|проблема|fehler|risiko|rischio|决策",
    "test": "test|test case|test name|test id|ac id|scenario|criterion|criteria|success criteria|success criterion|acceptance criteria|"
    "acceptance criterion|acceptance test|acceptance|check|assertion|behavior|behaviour|truth|nfr|test suite|validation|测试|测试项|测试用例|测试场景|"
    "验收标准|检查项|テスト|テスト項目|テストケース|테스트|테스트 항목|prueba|caso de prueba|критерий|тест|testfall|cas de test|cas de teste|critério",
    "metric": "metric|metrics|kpi|indicator|measure|measurement|指标|指標|지표|métrica|metrica|métrique|metrik|kennzahl|метрика|показатель",
    "reference": "agenda item|agenda|top|tagesordnungspunkt|ordre du jour|orden del día|議題|안건|flags|key flags|trigger|verification command|via|option|alternative|choice|command|variable|environment variable|env var|flag|model|route|script|hook|选项|方案|命令|模型|变量|"
    "オプション|コマンド|옵션|명령|opción|comando|option name|argument|parameter|parámetro",
    "status": "läge|status der aufgabe|bearbeitungsstatus|estado de la tarea|situação atual|statut actuel|"
    "état d avancement|stato attuale|статус задачи|ход выполнения|стан виконання|статус виконання|"
    "stan zadania|status zadania|durumu|görev durumu|अवस्था|حالة|حالة المهمة|対応状況|作業状況|実施状況|진행 상황|"
    "status pengerjaan|keadaan|kanban-status|执行状态|处理状态|开发状态|"
    "kanban column|board column|list name|situación|bearbeitungsstand|完成情况|진행상황|진행 현황|"
    "stan|stanje|kanban status|workflow status|work status|task state|estado actual|estado atual|"
    "progress state|стан|stare|állapot|κατάσταση|स्थिति|สถานะ|tình trạng|staat|tillstånd|"
    "status|state|current status|current state|task status|implementation status|progress status|stato|"
    "estado|estatus|situação|situacao|statut|état|etat|zustand|stand|статус|состояние|状态|当前状态|任务状态|状況|状態|ステータス|進捗状況|"
    "상태|진행상태|진행 상태|الحالة|סטטוס|مצב|وضعیت|durum|trạng thái|stav|tila",
    "owner": "student|schüler|schülerin|étudiant|élève|alumno|estudiante|aluno|studente|студент|ученик|учень|学生|生徒|학생|oleh|作者|修订人|编写人|修改人|właściciel|eigner|betreuung|người sửa|держатель|владелец|titulaire|propriétaire|propietario|proprietario|proprietário|on call|on-call|oncall|held by|tester|zuständigkeit|betreuung|betreuer|betreuerin|ansprechpartner|entwickler|encargada|a cargo de|"
    "chargé|chargée|chargé de|affecté à|attribué|atribuído|assegnatario|исполнители|разработчик|"
    "куратор|виконавці|розробник|przypisany|người làm|ज़िम्मेदार|उत्तरदायी|المنفذ|المسؤول عنه|开发人员|"
    "跟进人|执行者|主办|作業担当|主担当|起票者|번역자|작업자|개발자|engineer|tester|contributor|contributors|held by|handled by|"
    "point person|pelaksana|übersetzer|traducteur|traductor|tradutor|переводчик|перекладач|译者|翻译|翻訳者|"
    "kim|kto|team lead|verantwortung|bearbeiter in|atribuído a|atanan kişi|责任方|agent name|point of contact|poc|en charge|"
    "assignees|person|person responsible|responsible person|owner team|owning team|resource names|"
    "resource|volunteer|maintainer|translator|asignada a|asignado|responsables|attribué à|porteur|"
    "pilote|verantwortlicher|verantwortliche|wer macht|responsáveis|dono|encarregado|ответственная|assegnato a|"
    "assegnata a|incaricato|referente|sorumlu kişi|atanan|pic|người thực hiện|phụ trách|osoba|"
    "osoba odpowiedzialna|odpowiedzialny|wykonawca|przypisane do|verantwoordelijke|verantwoordelijk|eigenaar|"
    "wie|ansvarig|ägare|vem|ansvarlig|ejer|hvem|kdo|odpovědný|řešitel|odpovídá|виконавець|відповідальний|хто|"
    "vastuuhenkilö|tekijä|responsabil|felelős|υπεύθυνος|אחראי|مسئول|المكلف|जिम्मेदार|ผู้รับผิดชอบ|指派给|承担人|対応者|"
    "作業者|責任者|책임자|"
    "participants|attendees|owner area|coordinator|owner|owners|by|actor|author|changed by|updated by|done by|agent|assignee|assigned|assigned to|agent type|responsible|lead|who|dri|champion|team member|"
    "assigned agent|owner/agent|implementer|developer|负责人|责任人|执行人|经办人|处理人|担当|担当者|담당|담당자|responsable|encargado|asignado|"
    "asignado a|assigné|assigné à|verantwortlich|zuständig|bearbeiter|responsável|исполнитель|ответственный|responsabile|sorumlu|المسؤول|"
    "penanggung jawab|người phụ trách|assignee(s)|quién|quien|agente|autor|auteur|qui|wer|quem|chi|кто|автор|操作人|操作者|変更者",
    "reviewer": "onaylayan|проверил|"
    "reviewer|reviewers|reviewed by|approver|approved by|verified by|qa|审核人|评审人|审查人|レビュアー|レビュー担当|검토자|revisor|"
    "relecteur|prüfer|проверяющий|ревьюер|revisore",
    "priority": "gravité|gravedad|gravidade|gravità|severidad|severidade|sévérité|criticité|criticidad|"
    "criticidade|criticità|schweregrad|wichtigkeit|серьёзность|серьезность|критичность|серйозність|"
    "критичність|ważność|krytyczność|ciddiyet|önem|önem derecesi|aciliyet|mức độ|mức độ ưu tiên|"
    "mức ưu tiên|ưu tiên|गंभीरता|الخطورة|الأهمية|严重性|严重级别|紧急度|重要度|緊急度|深刻度|심각도|긴급도|urgence|"
    "risk level|dringlichkeit|urgencia|важность|moscow|"
    "priorytet|prioriteit|prioritet|priorita|пріоритет|prioriteetti|prioritate|prioritás|προτεραιότητα|עדיפות|"
    "اولویت|प्राथमिकता|ลำดับความสำคัญ|紧急程度|重要程度|중요도|"
    "priority|prio|severity|importance|urgency|criticality|优先级|优先顺序|优先序|重要性|严重程度|優先度|우선순위|prioridad|priorité|priorite|"
    "priorität|prioritaet|prioridade|приоритет|priorità|öncelik|الأولوية|prioritas|độ ưu tiên",
    "estimate": "pts|tid|geschätzt|temps estimé|charge estimée|ore|ore stimate|giorni|часов|години|трудомісткість|"
    "szacowany czas|godziny|estymacja|ước tính|thời gian dự kiến|số giờ|अनुमान|अनुमानित समय|المدة|"
    "المدة المقدرة|التقدير|الوقت المقدر|人天|remaining work|estimasi|"
    "duración|duração|трудоёмкость|трудоемкость|длительность|tahmin|efor|工期|공수|예상 공수|t-shirt|"
    "original estimate|t-shirt size|pomodoros|est tokens|loe|level of effort|puntos|pontos|punkte|dauer|"
    "estimativa (h)|estimación (h)|szacunek|czas|schatting|uren|uppskattning|odhad|оцінка|timmar|süre|"
    "tahmini süre|thời gian|所需时间|预计天数|天数|時間|予定時間|所要時間|소요시간|예상 기간|"
    "est|est lines|estimated lines|予定工数|预估|预估时间|esforço|esfuerzo estimado|예상|estimate|est|estimated|effort|hours|days|est days|est hours|est time|estimated hours|estimated days|"
    "estimated time|estimated effort|story points|points|sp|size|duration|time|time estimate|estimation|预计时间|预估|工时|预计工时|预估工时|"
    "工作量|估时|工数|見積|見積もり|見積工数|예상시간|예상 시간|estimación|estimacion|horas|esfuerzo|durée|estimation (h)|charge|aufwand|schätzung|"
    "estimativa|оценка|трудозатраты|часы|stima|durata|complexity|timeline|timespan|timeframe",
    "actual": "time logged|logged|horas reales|temps passé|tatsächlich|horas reais|实际用时|实际时间|実績工数|実績時間|실제 시간|"
    "actual|actual hours|actual time|actual days|spent|time spent|实际|实际工时|実績|실제|istaufwand|факт",
    "depends": "abhängigkeit|vorbedingung|vorbedingungen|wartet auf|dependencia|requisitos previos|bloqueada por|"
    "dépendance|dependência|depende|pré-requisito|pré-requisitos|pré requisito|pré requisitos|"
    "dipendenza|bloccato da|prerequisiti|зависимость|блокируется|предшественники|залежність|"
    "заблоковано|zależność|blokowane przez|zablokowane przez|bağlı olduğu|phụ thuộc vào|निर्भरता|"
    "निर्भर|الاعتماديات|يعتمد على|التبعيات|前置依赖|依赖关系|依存先|先行作業|의존|"
    "dipende da|hängt ab von|voraussetzung|voraussetzungen|vorgänger|prérequis|predecesora|предшественник|öncül|선행|waits on|"
    "gated on|prereqs|prereq|pre-reqs|depends-on|after task|zależności|zależy od|afhankelijk van|"
    "afhankelijkheden|beroende av|beroenden|avhænger af|závislosti|závisí na|залежності|залежить від|"
    "riippuvuudet|dependințe|先行タスク|依存タスク|前提タスク|依赖任务|前序任务|bloqueado por|bloqué par|blockiert durch|"
    "заблокировано|bağımlılık|tiền đề|선행 조건|"
    "depends|depends on|dependencies|dependency|deps|blocked by|blocker|blockers|prerequisites|prerequisite|requires|needs|"
    "blocked on|waits for|waiting for|predecessor|predecessors|after|依赖|依赖项|前置|前置任务|前置条件|相依|相依项目|相依任务|前置作业|前提作業|前提工程|依存|依存関係|前提|의존성|선행작업|선행 작업|"
    "dependencias|depende de|dépendances|dependances|dépend de|abhängigkeiten|abhängig von|dependências|зависимости|зависит от|"
    "dipendenze|bağımlılıklar|ketergantungan|phụ thuộc",
    "blocks": "bloquea|débloque|desbloqueia|blocca|sblocca|блокирует|блокує|engeller|後続タスク|후속 작업|"
    "is blocking|blokuje|blokkeert|blockiert|bloque|bloquea a|bloqueia|"
    "blocks|blocking|required by|unblocks|dependents|enables|successor|successors|阻塞任务|后续任务|后置任务|後続",
    "started": "begonnen am|commencé le|date début|начато|дата початку|rozpoczęto|आरंभ तिथि|प्रारंभ|تاريخ البدء|"
    "البداية|开始于|開始実績日|開始実績|착수일|실제 시작일|kick-off|start week|"
    "claimed at|date de debut|data de início|data início|data inizio|başlangıç|başlangıç tarihi|mulai|"
    "tanggal mulai|bắt đầu|ngày bắt đầu|rozpoczęcie|data rozpoczęcia|startdato|zahájení|початок|"
    "actual start|实际开始时间|启动时间|着手日|시작 날짜|"
    "started|start|start date|started at|started on|date started|begin|begun|start time|开始|开始时间|开始日期|開始|開始日|"
    "시작|시작일|inicio|fecha inicio|fecha de inicio|iniciado|iniciada|commencé|début|debut|date de début|beginn|begonnen|startdatum|início|начало|дата начала|inizio",
    "completed": "fertiggestellt am|fecha de cierre|clôturé le|concluído em|completato il|дата закрытия|"
    "дата выполнения|дата виконання|дата завершення|zakończono|data zakończenia|पूर्ण तिथि|"
    "تاريخ الإنجاز|تاريخ الإكمال|实际完成|终了日|終了実績日|終了実績|完了実績|실제 완료일|실제 종료일|released|released on|"
    "released in|shipped|shipped on|shipped in|resolved on|resolved at|fixed on|"
    "done on|done at|date done|finished on|fin réelle|date de réalisation|fecha real|abgeschlossen am|"
    "дата завершения|tamamlanma tarihi|closed on|merged at|"
    "actual finish|actual end|实际完成时间|实际完成日期|完成于|完了実績日|data de conclusão|data conclusão|data fine|"
    "data ukończenia|einddatum|slutdatum|slutdato|selesai|tanggal selesai|ngày hoàn thành|dokončení|завершення|"
    "completed|completed at|completed on|finished|finish|end|end date|done date|completion date|date completed|"
    "completed date|closed|closed at|resolved|resolved date|merged|完成|完成时间|完成日期|结束|结束时间|结束日期|完了|完了日|終了|終了日|완료|완료일|종료일|fin|"
    "finalizado|terminado|terminada|fecha fin|fecha de fin|terminé le|date de fin|ende|fertig|abgeschlossen|erledigt am|enddatum|fim|conclusão|завершено|окончание|дата окончания|fine",
    "due": "予定日|作業予定日|実施予定日|target selesai|target penyelesaian|target date of completion|bis|stichtag|zieldatum|abgabetermin|fecha tope|vence|date butoir|date prévue|prazo final|"
    "data di scadenza|data di consegna|сроки|срок исполнения|термін виконання|крайній термін|"
    "термін здачі|vade|ngày đến hạn|अंतिम तिथि|समय सीमा|नियत तिथि|تاريخ التسليم|الموعد|تاريخ الانتهاء|"
    "预计上线|预计上线时间|上线时间|締切日|완료 예정|"
    "when|截止|预期日期|计划完成|预计完成日|fin prévue|date de fin prévue|date d échéance|délai|fin prevista|fecha objetivo|previsão|data prevista|"
    "soll-ende|geplantes ende|fertig bis|срок сдачи|плановая дата|bitiş|planlanan bitiş|hedef tarih|締め切り|納期|到期日|"
    "완료예정일|due on|date due|by when|quarter|target quarter|due by|duedate|needed by|complete by|"
    "fecha de vencimiento|vencimiento|fecha de entrega|fecha fin prevista|date limite|date d'échéance|"
    "date cible|livraison prévue|pour le|fälligkeit|fällig am|fälligkeitsdatum|termin|bis wann|zieltermin|"
    "data limite|data de entrega|vencimento|срок выполнения|крайний срок|data scadenza|entro|termine|"
    "bitiş tarihi|son tarih|teslim tarihi|tenggat|tenggat waktu|batas waktu|hạn|hạn chót|thời hạn|ngày hết hạn|"
    "termin wykonania|do kiedy|vervaldatum|streefdatum|klart senast|förfallodatum|frist|termín|do kdy|термін|"
    "дедлайн|määräaika|eräpäivä|termen|határidő|προθεσμία|תאריך יעד|מועד|تاريخ الاستحقاق|الموعد النهائي|مهلت|"
    "सीमा|กำหนดส่ง|计划完成时间|计划完成日期|预计完成时间|预计完成日期|预期完成|預計完成|終了予定日|完了予定日|完了予定|期限日|목표일|완료 예정일|예정일|"
    "due|until|due date|deadline|eta|target date|target|planned|planned for|planned date|week|timeline|timespan|timeframe|when due|expected|expected date|预计日期|目标日期|计划日期|目标|"
    "截止|截止日期|截止时间|预计完成|计划完成|期限|締切|期日|마감|마감일|기한|plazo|fecha límite|échéance|echeance|fällig|frist|prazo|срок|дедлайн|scadenza",
    "date": "hour|time slot|uhrzeit|horaire|horario|horário|orario|godzina|giờ|時刻|시각|"
    "since|seit|depuis|desde|dal|sinds|od|с|以来|since when|last commit|last activity|revisit on|计划开始|预计开始|inicio previsto|start geplant|開始予定日|planned start|angelegt|geändert|mis à jour|actualizado|criado|atualizado|обновлено|oluşturuldu|更新日|수정일|opened on|"
    "fecha de creación|creado|créé le|erstellt|criado em|создано|creato|oluşturulma|dibuat|utworzono|"
    "aangemaakt|skapad|heartbeat|last run|last seen|last checked|创建时间|创建日期|作成日|생성일|"
    "date|as of|dates|timestamp|time stamp|when|datetime|date/time|time|day|updated|updated at|last updated|last update|modified|"
    "date added|created|created at|opened|reported|time (utc)|日期|时间|时间戳|更新时间|日時|日付|날짜|일시|시간|fecha|fecha y hora|hora|cuándo|cuando|horodatage|quand|"
    "datum|zeit|zeitpunkt|wann|data|data/hora|quando|дата|время|data e ora|tarih|tanggal|ngày|التاريخ",
    "branch": "feature branch|ramo|gałąź|gren|"
    "branch|git branch|worktree|branch name|分支|ブランチ|브랜치|rama|branche|zweig|ветка",
    "link": "linked pull requests|linked prs|pull requests|prs|fix pr|parent issue|jira ticket|ticket link|工单|链接地址|"
    "ref|refs|reference|ref doc|proof|evidence artifact|issue|issues|github issues|meeting notes|blogpost|参考文档|参考|pr|pull request|pr #|pr/commit|commit|commits|evidence|link|links|url|github issue|github|jira|tracking issue|"
    "sha|mr|merge request|references|链接|提交|证据|リンク|링크|enlace|lien|ссылка",
    "group": "大分類|中分類|小分類|대분류|중분류|소분류|área|domaine|ambito|направление|розділ|alan|phân loại|nhóm|श्रेणी|वर्ग|"
    "الفئة|التصنيف|القسم|分类|区分|équipe|equipo|equipe|команда|zespół|takım|kelompok|チーム|团队|팀|kategorie der aufgabe|"
    "design|grade|grade level|grade band|bucket|catégorie|kategori|分類|카테고리|구분|typ|cycle name|bereich|fix version|parent task|environment|team|phasen|"
    "labels|tags|tag|iteration|cycle|issue type|work type|swimlane|squad|etiquetas|étiquettes|"
    "kategoria|obszar|område|oblast|категорія|thể loại|标签|迭代|所属模块|ラベル|スプリント|라벨|"
    "wp|work package|repo|sprint|type|domain|track|lane|group|section|release|version|wave|scope|tier|theme|subsystem|类型|版本|模块类别|分组|章节|"
    "種別|カテゴリ|バージョン|분류|유형|tipo|categoría|categoria|type de tâche|kategorie|категория|тип|раздел|workstream id",
    "location": "file line|code|touches|artifact|test file|test files|test file(s)|files modified|files to modify|location|file|files|file(s)|path|files touched|source file|target file|directory|repo|repository|文件|位置|路径|"
    "文件路径|ファイル|場所|파일|위치|archivo|archivos|ubicación|fichier|fichiers|datei|pfad|arquivo|файл|файлы|путь",
    "notes": "změna|změny|wijziging|wijzigingen|ändring|perubahan|zmiana|zmiany|notiz|observación|remarque|observations|observação|obs|comentário|comentários|osservazioni|"
    "osservazione|commenti|комментарии|коментарі|komentarz|komentarze|notatki|açıklamalar|nhận xét|"
    "टिप्पणियाँ|الملاحظات|تعليقات|コメント|特記事項|対応内容|참고|특이사항|wahrscheinlichkeit|"
    "eintrittswahrscheinlichkeit|auswirkung|auswirkungen|probabilité|probabilidad|probabilidade|"
    "impacto|probabilità|impatto|вероятность|влияние|воздействие|ймовірність|вплив|prawdopodobieństwo|"
    "wpływ|skutek|olasılık|etki|khả năng|tác động|可能性|影响程度|発生確率|発生可能性|影響度|影響|발생 가능성|가능성|영향|영향도|"
    "संभावना|प्रभाव|الاحتمالية|الاحتمال|التأثير|الأثر|gegenmaßnahme|gegenmaßnahmen|atténuation|"
    "mesures|mitigación|mitigação|mitigazione|меры|заходи|działania zaradcze|środki zaradcze|önlem|"
    "önlemler|biện pháp|对策|应对措施|対策|대책|대응 방안|التخفيف|cause|causes|fix|solution|solutions|workaround|"
    "解决方案|解决办法|解决方法|原因分析|対処|対処法|対処方法|해결|해결 방법|해결방안|원인|ursache|lösung|solución|causa|causas|solução|"
    "soluzione|причина|решение|рішення|przyczyna|rozwiązanie|neden|çözüm|nguyên nhân|giải pháp|"
    "参考|outcome|anmerkung|anmerkungen|hinweis|hinweise|example|examples|use case|use cases|key insight|trade-off|trade-offs|"
    "how|approach|context|lessons|learnings|definition of done|dod|why needed|"
    "uwagi|opmerkingen|opmerking|toelichting|anteckningar|kommentar|kommentare|kommentarer|anmärkning|"
    "bemærkninger|merknader|poznámka|poznámky|примітка|примітки|коментар|huomautukset|observații|megjegyzés|"
    "σχόλια|הערות|توضیحات|टिप्पणी|หมายเหตุ|keterangan|açıklama|blocker details|blocked reason|"
    "success criteria|objective|objectives|verification|focus|purpose|mitigation|proof required|requirements|recommendation|observation|summary|用途|目的|职责|原因|条件|缓解措施|备注说明|参与|risk|likelihood|notes|note|comment|comments|remark|remarks|details|detail|reason|rationale|impact|reality check|description of change|"
    "change|changes|summary of changes|next step|next steps|next action|current focus|findings|what|action required|"
    "why|nota|备注|备註|说明备注|注释|变更内容|变更|详情|影响|下一步|備考|メモ|変更内容|비고|메모|변경 내용|notas|observaciones|comentarios|remarques|commentaire|"
    "commentaires|anmerkungen|bemerkung|bemerkungen|notizen|observações|примечание|примечания|заметки|комментарий|изменения|note aggiuntive|notlar|catatan|ghi chú|ملاحظات",
    "progress": "fertig %|fertigstellung|fertigstellungsgrad|% completado|% réalisé|% concluído|percentual|"
    "progressi|% completamento|% выполнения|выполнено %|% виконання|готовність|% ukończenia|"
    "tamamlanma oranı|tamamlanma %|% hoàn thành|प्रगति|الإنجاز|نسبة الإنجاز|التقدم|完成比例|翻译进度|진척도|달성률|"
    "번역률|번역율|翻訳率|प्रगति %|ilerleme|erledigt %|% erledigt|"
    "ukończone %|postęp|voortgang|framsteg|fremdrift|průběh|прогрес|edistyminen|progres|πρόοδος|tiến độ|"
    "ilerleme|kemajuan|تقدم|进度(%)|完成百分比|进度百分比|達成度|"
    "coverage %|% coverage|progress|% complete|complete %|% done|done %|completion|completion %|percentage|percent|%|coverage|completion rate|"
    "进度|完成度|完成率|进展|進捗|進捗率|達成率|진행률|진척률|progreso|avance|% avance|progression|avancement|fortschritt|progresso|прогресс|готовность",
    "total": "počet|aantal|antal|liczba|antall|subtasks|plans|total commands|总体|nombre|número de tareas|total|all|count|total tasks|tasks total|sum|# tasks|tasks count|quantity|overall|总数|总计|总任务|任务数|总任务数|合计|数量|合計|総数|件数|"
    "합계|전체|총계|총|suma|total de tareas|gesamt|anzahl|summe|всего|итого|количество|totale|toplam|jumlah|tổng",
    "old": "estado antigo|eski|eski durum|önceki durum|stary status|poprzedni status|oud|oude status|gammal status|starý stav|старий статус|було|"
    "antigo|status antigo|lama|status lama|cũ|trạng thái cũ|من|الحالة السابقة|old status|old|from|from status|previous status|previous|old state|before|was|旧状态|原状态|变更前|之前状态|旧ステータス|変更前|旧状態|이전 상태|이전상태|"
    "estado anterior|estado previo|anterior|antes|de|ancien|avant|ancien statut|ancien état|alter status|alt|vorher|von|status anterior|старый статус|было|предыдущий статус|stato precedente",
    "new": "yeni|yeni durum|status novo|estado novo|nowy status|nieuw|nieuwe status|ny status|nový stav|новий статус|стало|baru|status baru|mới|"
    "trạng thái mới|إلى|الحالة الجديدة|new status|new|to|to status|new state|after|now|became|新状态|变更后|现状态|之后状态|新ステータス|変更後|新状態|새 상태|변경 상태|이후 상태|nuevo estado|"
    "estado nuevo|nuevo|después|despues|a|nouveau|après|nouveau statut|nouvel état|neuer status|neu|nachher|nach|novo status|novo|depois|para|новый статус|стало|nuovo stato",
    "result": "wynik|resultaat|resultat|výsledek|sonuç|hasil|kết quả|"
    "verification status|result|results|outcome|verdict|test result|pass/fail|resolution|verification|结果|测试结果|結果|결과|resultado|résultat|ergebnis|результат",
    "value": "score|覆盖率|信息|当前|current|value|actual value|current value|值|当前值|値|값|valor|valeur|wert|значение",
    "target": "erwartet|attendu|esperado|期望|预期|期望结果|预期结果|期待|期待値|期待結果|ожидается|target|expected|goal|requirement level|goal value|target value|threshold|目标值|目标|目標値|목표|objetivo|cible|ziel|цель",
    "key": "metric|field|property|attribute|key name|parameter|setting|字段|属性|指标|項目名|속성|campo|propiedad|champ|feld|свойство|поле",
    "meaning": "meaning|description|definition|explanation|means|含义|说明|意味|説明|定义|의미|설명|significado|descripción|signification|bedeutung|"
    "значение|описание|beschreibung|significato|when to use|desc",
    "symbol": "표시|표기|表示|标识|標示|symbol|icon|emoji|mark|marker|glyph|sign|status|state|code|status code|label|colour|color|标记|图标|符号|状态|代码|状态码|记号|マーク|記号|"
    "アイコン|ステータス|状態|コード|기호|아이콘|상태|코드|símbolo|icono|etiqueta|estado|código|symbole|icône|statut|zeichen|symbol/status|символ|значок|статус|код|simbolo|stato",
}

_PAIRS = (
    ("before", "after"),
    ("old", "new"),
    ("old value", "new value"),
    ("previous", "current"),
    ("previous", "new"),
    ("original", "revised"),
    ("was", "now"),
    ("plan", "what shipped"),
    ("plan", "what happened"),
    ("plan", "shipped"),
    ("plan", "delivered"),
    ("之前", "之后"),
    ("变更前", "变更后"),
    ("修改前", "修改后"),
    ("変更前", "変更後"),
    ("修正前", "修正後"),
    ("이전", "이후"),
    ("변경 전", "변경 후"),
    ("vorher", "nachher"),
    ("avant", "après"),
    ("antes", "después"),
    ("antes", "depois"),
    ("prima", "dopo"),
    ("было", "стало"),
    ("до", "после"),
    ("önce", "sonra"),
)
"""Headers that stand for what was and what is where both are there: `Before | After`, `Lines before | Lines after`."""

# A class with characters far from each other takes ten times as long to compile.
# The vowels of Indian scripts and of Thai are marks, and no letters to `\w`.
_PUNCTUATION = pattern(r"(?:(?!№|[\u0900-\u0e7f])[^\w#%/()°º§&+ -])+")
_SPACES = pattern(r"[\s\u00a0_]+")
_BY_ROLE: list[tuple[str, frozenset[str]]] = []
_ROLES: dict[str, tuple[str, ...]] = {}
"""By normal header; headers recur in every tracker of a repository."""
_KEPT = 4096
_NORMAL: dict[str, str] = {}


def normal(header: str) -> str:
    """A header as the table of words has it: no markup, no punctuation, one case, single blanks."""
    known = _NORMAL.get(header)
    if known is None:
        # The capital of the Turkish i leaves a dot behind.
        folded = uncommented(header).replace("**", "").replace("`", "").casefold().replace("\u0307", "")
        text = _PUNCTUATION.sub(" ", folded)
        known = _SPACES.sub(" ", text).strip(" -+&")
        if len(_NORMAL) < _KEPT:
            _NORMAL[header] = known
    return known


def candidates(header: str) -> tuple[str, ...]:
    """The roles that a header may have, likeliest first; empty for an unknown one.

    One that is not in the table may be made of words that are: an alternative (`Notes / Dependencies`, `File(s)`), or
    a noun with something in front (`Spec Status`, `当前状态`, `Target Q1`).
    """
    return exactly(header) or _composed(normal(header.partition("→")[0]))


def pair(names: Sequence[str]) -> tuple[int, int] | None:
    """Which of a table's headers, as `normal` has them, say what was and what is; None where none do, or several."""
    places: dict[str, list[int]] = {}
    for index, name in enumerate(names):
        for word in {name, name.rpartition(" ")[2], name.partition(" (")[0], name.partition(" /")[0]}:
            places.setdefault(word, []).append(index)
    told = [(places[old], places[new]) for old, new in _PAIRS if old in places and new in places]
    found = {(old[0], new[0]) for old, new in told if len(old) == len(new) == 1 and old != new}
    return found.pop() if len(found) == 1 else None


def is_made(header: str) -> bool:
    """Whether what stands under `header` is work or what comes of it (`Task`, `Feature`, `Module`), and nothing that is
    only described or measured (`Category`, `Metric`, `What`)."""
    return next((role for role in candidates(header) if role in NOUNS), "") in ("work", "title", "thing")


def exactly(name: str) -> tuple[str, ...]:
    """The roles that a name may have which is in the table itself, or is so up to a bracket."""
    name = normal(name)
    found = _roles(name)
    if not found and not name.isascii():
        found = _roles(simplified(name))
    if not found and name.endswith(")"):
        found = _roles(name.split("(")[0].strip())
    return found


def _roles(name: str) -> tuple[str, ...]:
    """The roles that a normal header has in the table, in the order of that."""
    known = _ROLES.get(name)
    if known is None:
        # In capitals the Turkish i without a dot has lost what tells it from the other, so that both are one here.
        if not _BY_ROLE:
            # One table of all words takes twice as long to make, and most processes ask for a few dozen.
            _BY_ROLE.extend((role, frozenset(words.replace("ı", "i").split("|"))) for role, words in _WORDS.items())
        word = name.replace("ı", "i")
        known = tuple(role for role, words in _BY_ROLE if word in words)
        if len(_ROLES) < _KEPT:
            _ROLES[name] = known
    return known


def _composed(name: str) -> tuple[str, ...]:
    plain = name.replace("(s)", "").split("(")[0].strip()
    front = plain if plain.isalnum() else _BETWEEN.split(plain, maxsplit=1)[0].strip()
    for text in (plain, front):
        if found := _roles(text):
            return found
    first, _, rest = plain.partition(" ")
    _, _, last = plain.rpartition(" ")
    if rest and (first in _ASKING or last == "because"):
        return ("notes",)
    if rest and (last in _TROUBLE or (first in _TROUBLE and last in _WANTED)) and first not in _ELSEWHERE:
        return ("issue",)
    for text, allowed in ((last, _LAST), (first, _FIRST)):
        found = tuple(role for role in _roles(text) if role in allowed and text not in _NUMBERED)
        if found:
            return found
    if not plain.isascii():
        return next((_roles(end) for end in ENDS if simplified(plain).endswith(end)), ())
    return ()


_BETWEEN = pattern(r"\s*(?:/|&|\+)\s*|\s+(?:and|or|y|und|et|и)\s+")
_LAST = frozenset(["status", "owner", "date", "location", "notes", "priority", "depends", "prose", "link", "group"])
_TROUBLE = frozenset(
    "risk gap question decision blocker problem defect vulnerability contradiction inconsistency limitation".split()
)
"""What is wrong or open, whichever sort of it: `Residual risk`, `Decision needed`."""
_WANTED = frozenset("needed required wanted raised found".split())
_ELSEWHERE = frozenset("linked related tracking parent github gitlab jira remaining".split())
_NUMBERED = frozenset(["release", "version", "scope"])
"""What rows belong to where it stands alone, and has an attribute where it is said which (`Oldest release`)."""
_FIRST = frozenset(["target", "depends", "total", "estimate"])
_ASKING = frozenset(
    "why how what warum wieso weshalb wie was pourquoi comment почему зачем как perché neden nasıl waarom hoe dlaczego".split()
)
"""What begins a header that asks something: sentences answer it."""
ENDS = ("系统", "状态", "日期", "时间", "负责人", "文件", "说明", "备注", "进度", "编号", "상태")
"""What may have something in front of it, in scripts that put no blank between: each is in the table of words."""
