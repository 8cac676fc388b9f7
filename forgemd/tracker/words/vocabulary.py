"""Words and glyphs that say how a task stands.

A *sense* is finer than a category: it tells `assigned` from `running`, so that a legend in any language can
be seen to be the strict set. The words come from 12,183 status cells of public trackers and from plain
translation. A glyph alone counts only where trackers agree on it: a red circle means not started, missing,
broken and blocked in about equal shares, so it is not here.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.words.hanzi import simplified
from forgemd.typed import Literal

__all__ = [
    "ANSWERS",
    "CATEGORIES",
    "CATEGORY_OF",
    "GLYPHS",
    "MARKS",
    "SHORTCODES",
    "Category",
    "broken_glyphs",
    "category_in",
    "key_of",
    "sense_of",
    "words",
]

Category = Literal[
    "todo", "ready", "active", "review", "done", "blocked", "failed", "cancelled", "deferred", "partial", "unknown"
]
CATEGORIES: tuple[Category, ...] = (
    *("todo", "ready", "active", "review", "done", "blocked", "failed", "cancelled", "deferred", "partial", "unknown"),
)

CATEGORY_OF: dict[str, Category] = {
    "pending": "todo",
    "ready": "ready",
    "assigned": "active",
    "running": "active",
    "review": "review",
    "done": "done",
    "failed": "failed",
    "blocked": "blocked",
    "cancelled": "cancelled",
    "deferred": "deferred",
    "partial": "partial",
}
"""The category of each sense."""

_LEFT = pattern(r"\b[1-9][0-9]* (?:still )?(?:open|remaining|left|pending|to go|outstanding)\b", IGNORECASE)
"""What a remark says is not done: `SHIPPED, 2 open`."""
_DROPPED = pattern(
    r"\b(?:closed|resolved)\W{1,3}(?:as )?(?:not fixed|won'?t[ -]?(?:fix|do)|wontfix|duplicate|not planned|invalid|obsolete|cancell?ed|superseded|"
    r"by design|as designed|(?:can ?not|can't) reproduce)\b",
    IGNORECASE,
)
"""Closed without being done: `Closed (won't fix)`."""
_AWAITED = pattern(
    r"[,;(（–—+&-]\s*(?:but |now |still |then )?(?:(?:awaiting|pending|waiting (?:for|on)|needs|in|under|ready for|to be|for)\s+"
    r"(?:\w+ )?(?:review|re-?review|qa|approval|sign[ -]?off|reviewed|approved|verified)\b|à relire|à valider|"
    r"en (?:relecture|attente de validation)|in (?:prüfung|abnahme)|pendiente de (?:revisión|aprobación)|por revisar|"
    r"на (?:проверке|ревью|согласовании)|待(?:审|验收|評|评|測試|测试确认)|レビュー待ち|承認待ち|確認待ち|(?:리뷰|검토|승인) 대기)|"
    r"\b(?:done|complete|completed|implemented|finished),? (?:pending|awaiting) (?:\w+ )?(?:review|qa|approval|sign[ -]?off)\b",
    IGNORECASE,
)
"""What somebody else still has to see, behind a word for what is done: `done, awaiting review`."""
_LACKING = pattern(
    r"[,;(（–—+&/-]?\s+(?:with|w/) (?:caveats|errors|issues|bugs|gaps)\b|[,;(（–—+&/-]\s*(?:but )?(?:(?:not (?:yet )?|un)(?:tested|verified|deployed|merged|wired|released|integrated|documented)\b|"
    r"needs (?:docs|tests?|docs and tests|cleanup|polish|work)\b|mvp only\b|"
    r"(?:(?!no\b|none\b|nothing\b|zero\b|without\b)[^\W\d]+ ){1,3}?(?:missing|pending|todo|to do|in progress|wip|outstanding|not done)(?=\s*(?:[)\],;.]|\Z))|"
    r"pending (?:sign-?off|docs|tests?|deploy(?:ment)?|release)\b|未(?:测试|測試|联调|聯調|部署|验证|上线)|待(?:测试|測試|联调|部署|验证|上线)|"
    r"未テスト|テスト待ち|테스트 (?:필요|대기|안)|테스트 미)",
    IGNORECASE,
)
"""What is not there yet, behind a word for what is done: `done, tests missing`, `backend done, frontend todo`."""
_DOUBTED = pattern(r"[?？]\s*[*_~`]*\Z")
_TICKED = pattern(r"\W*[✅✔☑]\W*(?!ready|available|unblocked|selected|refined|groomed|to do)\w", IGNORECASE)
"""A tick before a word for `ready` in another language, where the same word is also said of what is finished: `✅ Pronto`."""


def category_in(sense: str, text: str) -> Category:
    """The category of a word in the cell `text`: what is left to do makes something done partial, why it was
    closed something cancelled, and a tick finished what is `pronto` or `listo`."""
    if sense == "done":
        return "done" if _is_one_word(text) else _finished(text)
    ticked = sense == "ready" and not text.isascii() and (_TICKED.match(text) or text.rstrip("\ufe0f *")[-1:] in _TICKS)
    return "done" if ticked else CATEGORY_OF[sense]


def _is_one_word(text: str) -> bool:
    """Whether a cell is one word, perhaps with a sign in front: no remark stands behind it."""
    sign, _, word = text.rpartition(" ")
    return word.strip("*_`~").isalnum() and not any(map(str.isalnum, sign))


_TICKS = tuple("✅✔☑")


def _finished(text: str) -> Category:
    """What remarks leave of something done."""
    if _LEFT.search(text) or _LACKING.search(text):
        return "partial"
    if _DROPPED.search(text):
        return "cancelled"
    if _AWAITED.search(text):
        return "review"
    return "unknown" if _DOUBTED.search(text) else "done"


_WORDS: dict[str, str] = {
    "pending": "准备中|规划中|筹备中|排队中|規劃中|計劃中|検討中|계획 중|미완료|준비 전|待辦|待實作|待修復|待補|not begun yet|to be scheduled|to be planned|"
    "لم تبدأ|neu|zu tun|noch nicht gestartet|prévu|prévue|prévus|à planifier|nouveau|nouvelle|nuevo|nueva|planeado|"
    "planeada|novo|nova|открыта|открыт|открыто|yeni|計画中|미착수|시작전|할일|미진행|untouched|"
    "to do next|next up|triage|in triage|needs triage|reopened|up next|in queue|to be started|to be done|yet to begin|未启动|"
    "尚未开始|已排期|已计划|已规划|待启动|未処理|待機中|完了予定|予定|sin iniciar|no iniciada|no iniciado|no comenzado|no comenzada|"
    "por iniciar|por hacer|programado|programada|planificado|planificada|à venir|a venir|à démarrer|"
    "pas commencé|pas commencée|non démarré|non démarrée|non commencée|planifiée|nicht gestartet|noch offen|"
    "noch nicht begonnen|zu erledigen|não iniciada|não iniciado|não começado|por fazer|a iniciar|planejado|"
    "planejada|не начата|не начат|не начали|не приступали|запланирована|запланирован|новая|новый|ждёт|ждет|"
    "da iniziare|da avviare|non iniziato|non iniziata|non avviato|pianificato|pianificata|başlanmadı|başlamadı|"
    "bekliyor|yapılmadı|planlandı|belum dimulai|belum selesai|menunggu|chưa làm|đang chờ|chờ|do zrobienia|"
    "nierozpoczęte|nie rozpoczęto|nie rozpoczęte|oczekuje|zaplanowane|niet gestart|nog niet gestart|te doen|"
    "openstaand|gepland|ej påbörjad|inte påbörjad|att göra|planerad|ikke startet|ikke påbegynt|ikke påbegyndt|"
    "å gjøre|afventer|venter|nezahájeno|nezačato|k řešení|čeká|naplánováno|не розпочато|заплановано|очікує|"
    "до виконання|aloittamatta|odottaa|tekemättä|neînceput|de făcut|în așteptare|nem kezdődött el|teendő|"
    "εκκρεμεί|δεν ξεκίνησε|לא התחיל|ממתין|לביצוע|شروع نشده|در انتظار|قيد الانتظار|लंबित|शुरू नहीं|ยังไม่เริ่ม|"
    "รอดำเนินการ|"
    "research only|proposal only|proposal|not wired|not yet wired|not realized|yet to start|pending|todo|to do|to-do|not started|not-started|notstarted|open|new|planned|backlog|queued|unstarted|waiting|"
    "not yet|not yet started|scheduled|proposed|upcoming|next|未开始|待开始|待处理|待办|未着手|待做|计划中|待分配|待分派|待认领|待执行|等待|等待中|待建|待创建|未実施|未対応|"
    "대기|대기중|예정|미시작|시작 전|할 일|pendiente|pendientes|por hacer|sin empezar|no iniciado|à faire|a faire|non commencé|en attente|planifié|offen|geplant|"
    "ausstehend|nicht begonnen|pendente|pendentes|a fazer|não iniciado|ожидает|ожидание|не начато|запланировано|к выполнению|в очереди|da fare|"
    "in attesa|beklemede|yapılacak|belum|belum mulai|chưa bắt đầu|معلق|لم يبدأ|en espera|todo.|still to do|not implemented|not built|not built yet|not yet built|not started yet|not implemented yet|not yet implemented|not done yet|unassigned|"
    "not done|not complete|not completed|not yet done|待开发|未测试|未完成",
    "ready": "已就绪|已就緒|готов к|готова к|готово к|готовы к|готово до|gotowe do|hotovo k|klar til|klar for|klart til|klaar voor|"
    "refined|groomed|"
    "selected for development|gotowe do startu|klaar om te starten|klaar om te beginnen|redo att börja|klar för|klar for start|готово до роботи|"
    "ready|available|ready to start|ready for work|ready for dev|ready for assignment|unblocked|就绪|准备就绪|可开始|可立即开始|可领取|準備完了|着手可能|"
    "준비|준비됨|준비완료|listo|listo para empezar|prêt|bereit|pronto|pronta|hazır|siap|sẵn sàng|جاهز",
    "assigned": "toegewezen|przypisane|tilldelad|призначено|přiřazeno|"
    "assigned|claimed|allocated|picked up|taken|已分配|已指派|已派发|已领取|割当済|割り当て済み|아사인|배정됨|할당됨|배정|asignado|asignada|"
    "assigné|assignée|zugewiesen|atribuído|atribuida|назначено|назначена|assegnato|atandı|ditugaskan|đã giao",
    "running": "en rédaction|en redacción|em redação|redactando|escribiendo|escrevendo|yazılıyor|çevriliyor|пишется|"
    "переводится|пишеться|đang viết|đang sửa|en cours de correction|en corrección|em correção|in correzione|"
    "wird behoben|wird erledigt|wird umgesetzt|исправляется|naprawiane|"
    "готовится|着手済み|着手済|in-dev|actively developing|work ongoing|implementation in progress|"
    "development in progress|"
    "正在进行|正在做|在做|em obra|em obras|en obra|laufend|en progrès|en développement|fazendo|개발중|개발 중|구현 중|구현중|under construction|in dev|building|coding|"
    "iterating|"
    "on track|executing|processing|in process|in flight|进展中|已启动|已开始|已开工|実施中|準備中|준비 중|준비중|en ejecución|"
    "en ejecucion|en desarrollo|iniciado|iniciada|en marcha|en cours de réalisation|démarré|démarrée|commencé|"
    "commencée|angefangen|begonnen|gestartet|em execução|em curso|em desenvolvimento|iniciada|"
    "в процессе выполнения|в разработке|делается|начато|начата|in lavorazione|in esecuzione|avviato|avviata|"
    "devam ediyor|sürüyor|yapılıyor|sedang berjalan|berjalan|dalam proses|đang tiến hành|w toku|w trakcie|"
    "w realizacji|rozpoczęte|onderhanden|in uitvoering|mee bezig|gestart|pågår|pågående|påbörjad|i gang|"
    "under arbejde|under arbeid|påbegynt|probíhá|rozpracováno|v řešení|в процесі|в роботі|виконується|"
    "käynnissä|kesken|în lucru|în curs|în desfășurare|folyamatban|σε εξέλιξη|בתהליך|בעבודה|בביצוע|در حال انجام|"
    "جاري التنفيذ|प्रगति में|चालू|กำลังดำเนินการ|กำลังทำ|"
    "in design|designing|drafting|investigating|researching|implementing|debugging|refactoring|migrating|prototyping|in progress|in-progress|inprogress|in_progress|wip|active|running|started|doing|ongoing|working on it|in development|"
    "developing|underway|under way|in work|current|进行中|运行中|执行中|开发中|处理中|実行中|作業中|進行中|対応中|着手中|진행|진행중|진행 중|작업중|실행중|"
    "en curso|en progreso|en proceso|en cours|in arbeit|in bearbeitung|läuft|em andamento|em progresso|в работе|в процессе|выполняется|"
    "in corso|devam ediyor|sedang dikerjakan|đang làm|đang thực hiện|قيد التنفيذ|جاري|bezig",
    "review": "waiting for qa|waiting for testing|waiting for test|waiting for verification|等待审批|等待审核|等待评审|等待测试|等待验收|"
    "已提交待审核|klar for test|klar til test|klar for review|klar til review|klar för review|klar för test|"
    "klar för granskning|klar for godkjenning|klar til godkendelse|klaar voor test|klaar voor review|"
    "готово к ревью|готов к ревью|готово к проверке|готово к тестированию|готов к тестированию|ждёт ревью|ждет ревью|"
    "ждёт проверки|ждет проверки|gotowe do testów|gotowe do review|gotowe do sprawdzenia|hotovo k revizi|"
    "wartet auf freigabe|wartet auf review|wartet auf prüfung|under discussion|in discussion|in voting|voting|vote open|danışmanda|chờ xác nhận|очікує перевірки|"
    "oczekuje na akceptację|"
    "待验收|验收中|待复核|复核中|待确认|审批中|待审批|待审查|待合入|校验中|验证中|待測試|測試中|審核中|待審核|検証中|검수 중|확인 중|menunggu review|"
    "in attesa di approvazione|chờ duyệt|chờ phê duyệt|pendiente de revisión|pendiente de revision|"
    "pendiente de aprobación|en cours de revue|en cours de test|en attente d'approbation|ожидает проверки|"
    "ожидает ревью|pending qa|pending test|pending testing|pending tests|pending verification|"
    "pending validation|pending merge|ready for verification|ready for validation|waiting for approval|"
    "waiting for merge|awaiting testing|awaiting feedback on pr|needs code review|needs qa|in peer review|"
    "in code review|"
    "确认中|uat|in uat|draft pr|to be validated|in validation|under test|en attente de validation|"
    "en attente de revue|en espera de revisión|en espera de aprobación|"
    "ready to merge|ready for merge|ready for qa|ready for test|ready for testing|pending approval|"
    "awaiting approval|awaiting merge|pending merge|peer review|已提测|待测试|待合并|提测|テスト中|테스트 중|테스트중|검증 중|"
    "en validación|en pruebas|à valider|en validation|en test|in überprüfung|im test|em teste|em validação|"
    "em testes|на тестировании|тестируется|in verifica|in test|do sprawdzenia|w recenzji|ter beoordeling|"
    "under granskning|til godkendelse|ke kontrole|на перевірці|"
    "last call|final call|in verification|review|in review|in-review|under review|awaiting review|needs review|pending review|waiting for review|ready for review|code review|testing|in testing|in qa|qa|"
    "validating|validation|verifying|pr open|pr opened|for review|待审核|审核中|评审中|待评审|待验证|测试中|审查中|レビュー|レビュー中|レビュー待ち|確認中|검토|검토중|"
    "검토 중|리뷰|리뷰중|리뷰 중|en revisión|en revision|revisión|en relecture|en revue|à relire|in prüfung|im review|prüfung|em revisão|revisão|на проверке|на ревью|"
    "ревью|проверка|in revisione|revisione|incelemede|ditinjau|đang xem xét|مراجعة",
    "done": "todo listo|todo hecho|todo completado|todo terminado|prüfung bestanden|adopted|at parity|resolvidos|resolvidas|resueltos|resueltas|risolti|résolus|corrigée|corrigés|corrigida|"
    "corretto|corretta|gefixt|исправлена|решён|решен|naprawiono|đã khắc phục|publicada|publiée|опубліковано|"
    "pubblicata|consegnata|сдано|сдана|здано|oddane|teslim edildi|migrado|migrada|migré|migrée|migriert|"
    "migrato|migrata|traducido|traducida|traduit|traduite|traduzido|traduzida|tradotto|übersetzt|translated|"
    "переведено|перекладено|validada|"
    "all tasks complete|all complete|全部已完成|基本功能完成|"
    "geschlossen|umgesetzt|clôturé|clôturée|kapandı|kapatıldı|完毕|종료|종료됨|signed off|signed-off|integrated|"
    "migrated|已上线|已发布|已提交|已部署|実施済|対応完了|finalizados|realizado|realizada|"
    "concluída|concluídas|concluídos|concluidos|finalizada|encerrado|entregue|réalisé|réalisée|livré|livrée|"
    "achevée|gemacht|beendet|abgenommen|готов|готова|готовы|сделана|сделан|выполнена|выполнен|завершён|"
    "завершен|закрыта|решено|conclusa|concluso|terminato|terminata|completati|fatta|chiusa|tamam|yapıldı|"
    "tamamlanmış|sudah selesai|đã xong|đã hoàn thành|zrobione|gotowe|ukończone|zakończone|wykonane|afgerond|"
    "voltooid|gedaan|klart|klar|färdig|slutförd|avslutad|færdig|ferdig|afsluttet|fullført|utført|dokončeno|"
    "splněno|виконано|завершено|зроблено|valmis|tehty|finalizat|terminat|gata|kész|befejezve|elkészült|"
    "ολοκληρώθηκε|ολοκληρωμένο|הושלם|בוצע|סגור|انجام شده|تکمیل شده|مكتملة|منجز|पूर्ण|पूरा|เสร็จแล้ว|เสร็จสิ้น|"
    "satisfied|met|achieved|success|succeeded|published|optimized|optimised|validated|tested|realized|realised|shipped to production|in production|production ready|modified|updated|done|complete|completed|finished|closed|resolved|fixed|shipped|merged|implemented|deployed|released|delivered|verified|"
    "passed|passing|pass|approved|archived|covered|landed|live|100%|已完成|完成|已修复|已解决|已关闭|已上线|已合并|通过|完了|完成済み|済|済み|対応済|완료|완료됨|완성|달성|completado|completada|"
    "completo|completa|completado|completados|completadas|hecho|hecha|hechos|hechas|terminado|terminada|terminados|terminadas|finalizado|finalizada|cerrado|terminé|terminée|terminés|terminées|termine|fait|achevé|fini|fertig|erledigt|abgeschlossen|"
    "concluído|concluida|concluído.|feito|готово|сделано|завершено|завершена|выполнено|закрыто|completato|completata|fatto|finito|chiuso|tamamlandı|"
    "bitti|selesai|hoàn thành|xong|مكتمل|تم|klaar|gereed|hotovo|done.|complete.",
    "failed": "abgestürzt|упало|упал|"
    "not passed|did not pass|не прошло|"
    "未通过|不通过|不合格|nieudane|mislukt|misslyckad|mislykket|fejlet|selhalo|провалено|невдача|"
    "failed|failing|fail|error|errored|rejected|失败|已失败|失敗|실패|실패함|fallido|fallida|fallado|fallo|échoué|échec|echec|fehlgeschlagen|gescheitert|"
    "falhou|falha|ошибка|провалено|неудача|не удалось|fallito|fallita|başarısız|gagal|thất bại|فشل",
    "blocked": "aguardando cliente|aguardando terceiros|aguardando resposta|aguardando fornecedor|esperando a|"
    "esperando al|in attesa di|in attesa del|in attesa della|in attesa dei|in attesa dell'|чекає на|"
    "oczekuje na|"
    "waiting for dependency|waiting for dependencies|waiting for response|waiting for info|"
    "waiting for information|waiting for external|waiting for others|pending decision|pending dependency|"
    "pending dependencies|待依赖|等待依赖|等待外部|waiting on dependency|waiting on dependencies|waiting on external|"
    "parado|parada|en espera de|en attente de|en attente du|en attente des|bloke|wartet|"
    "waiting for customer|waiting for support|waiting for feedback|waiting for input|awaiting feedback|"
    "awaiting input|已暂停|暂停中|挂起|已挂起|已搁置|中断|保留中|보류 중|pausado|pausada|en pausa|detenido|detenida|suspendido|"
    "suspendida|en pause|suspendu|suspendue|pausiert|wartet auf|wartend auf|em pausa|pausado|suspenso|suspensa|"
    "impedido|impedida|приостановлена|приостановлен|на паузе|заблокирован|ждёт ответа|sospeso|sospesa|in pausa|"
    "beklemeye alındı|durduruldu|tertunda karena|tạm dừng|zablokowane|wstrzymane|geblokkeerd|on hold gezet|"
    "blockerad|pausad|blokeret|blokkert|blokováno|pozastaveno|заблоковано|призупинено|estettynä|blocat|"
    "blokkolva|חסום|مسدود|متوقفة|"
    "depends on|blocked|stuck|on hold|paused|waiting on|blocked by|stalled|impeded|阻塞|已阻塞|受阻|被阻塞|卡住|暂停|ブロック|ブロック中|保留|停止中|차단|차단됨|막힘|블록|보류|"
    "bloqueado|bloqueada|bloqueados|bloqueadas|bloqué|bloquée|bloqués|bloquées|blockiert|заблокировано|заблокирована|блокировано|приостановлено|bloccato|bloccata|engellendi|"
    "terblokir|bị chặn|محظور|متوقف|wachtend",
    "cancelled": "will not port|won't port|will not do|will not implement|won't implement|will not be done|will not fix|"
    "declined|entfallen|nicht nötig|omitida|ignorée|"
    "closed as duplicate|closed as not planned|closed as won't fix|已跳过|已否决|已回滚|已移除|已弃用|不再需要|"
    "no longer required|no longer relevant|not going to happen|"
    "duplicate|duplicated|invalid|not a bug|as designed|by design|cannot reproduce|can't reproduce|"
    "not reproducible|已终止|已中止|已作废|已撤销|已撤回|descartado|descartada|anulado|anulada|abandonada|"
    "abandonado|abandonnée|annulée|entfällt|gestrichen|descontinuado|abandonada|отменён|отменен|снято|"
    "неактуально|annullata|abbandonato|iptal edildi|batal|hủy|đã huỷ|anulowane|porzucone|"
    "geannuleerd|vervallen|inställd|avbruten|annulleret|avlyst|zrušeno|скасовано|peruttu|anulat|törölve|בוטל|"
    "ملغي|ملغاة|لغو شده|रद्द|ยกเลิก|"
    "eliminated|retired|deprecated|inactive|cancelled|canceled|dropped|abandoned|wontfix|won't fix|won't do|wont do|obsolete|superseded|removed|withdrawn|"
    "not planned|discarded|已取消|取消|作废|放弃|已废弃|中止|キャンセル|취소|취소됨|cancelado|cancelada|annulé|annulée|abandonné|abgebrochen|verworfen|storniert|отменено|"
    "отменена|annullato|iptal|dibatalkan|đã hủy|ملغى",
    "deferred": "post launch|post-release|deferred to v2|moved to backlog|moved to next sprint|pushed to next sprint|"
    "another time|à reporter|"
    "post-mvp|nice to have|nice-to-have|not now|out of scope|"
    "shelved|dormant|ice box|已延期|已延后|已推后|暂缓|postergado|postergada|pospuesta|aplazada|reportée|"
    "repoussé|différée|aufgeschoben|vertagt|adiada|отложен|перенесено|перенесена|rinviata|rimandata|"
    "odłożone|uitgesteld|uppskjuten|udskudt|utsatt|odloženo|відкладено|lykätty|amânat|נדחה|"
    "deferred|postponed|later|parked|future|icebox|someday|moved|backlogged|deprioritized|延期|推迟|已推迟|搁置|延后|後回し|延期済|연기|연기됨|보류됨|"
    "aplazado|pospuesto|diferido|reporté|différé|verschoben|zurückgestellt|adiado|отложено|отложена|rimandato|rinviato|ertelendi|ditunda|hoãn|مؤجل",
    "partial": "partly complete|partly implemented|partly working|ほぼ完了|거의 완료|neredeyse bitti|مكتمل جزئياً|"
    "आंशिक रूप से पूर्ण|parzialmente completato|needs refactor|needs fixing|exists but not wired|"
    "not fully implemented|not fully complete|not fully working|not fully done|需重构|需完善|需优化|需改进|需要优化|需要完善|需要改进|"
    "需要重构|in teilen|zu teilen fertig|"
    "teils fertig|almost done|almost complete|nearly done|nearly complete|mocked|mock only|ui only|needs tests|"
    "in part|"
    "基本完成|大部分完成|half-done|kısmen|kısmen tamamlandı|parcialmente concluído|parcialmente completado|"
    "partiellement|teilweise erledigt|teilweise fertig|częściowo|gedeeltelijk|deels|delvis|částečně|частково|"
    "osittain|parțial|"
    "stub|stubbed|stub only|skeleton|scaffold|scaffolded|degraded|half done|partly done|partial|partially|partially done|partially complete|partially implemented|mostly done|mostly complete|incomplete|部分|部分完成|"
    "一部完了|部分的|부분|부분완료|부분 완료|일부|parcial|parcialmente|partiel|partielle|teilweise|частично|parziale|kısmi|sebagian|một phần",
}

GLYPHS: dict[str, str] = {
    "✅": "done",
    "✔": "done",
    "✓": "done",
    "☑": "done",
    "🟩": "done",
    "🎉": "done",
    "⬜": "pending",
    "🔲": "pending",
    "☐": "pending",
    "⚪": "pending",
    "🚧": "running",
    "⛔": "blocked",
    "🚫": "blocked",
    "🛑": "blocked",
    "💤": "deferred",
}
"""The sense of a glyph that stands alone or beside a word nobody knows."""

MARKS: dict[str, str] = {
    " ": "pending",
    "x": "done",
    "X": "done",
    "✓": "done",
    "✅": "done",
    "~": "running",
    "/": "running",
    "-": "cancelled",
    "!": "blocked",
    ">": "deferred",
}
"""The sense of the mark in a checkbox (`[x]`), in a cell or a task list."""

SHORTCODES: dict[str, str] = {
    **dict.fromkeys(("white_check_mark", "heavy_check_mark", "check", "ballot_box_with_check", "tada", "rocket"), "✅"),
    **dict.fromkeys(("construction", "hammer", "building_construction"), "🚧"),
    **dict.fromkeys(("no_entry", "no_entry_sign", "octagonal_sign", "stop_sign"), "⛔"),
    **dict.fromkeys(("white_large_square", "black_square_button", "white_circle"), "⬜"),
    **dict.fromkeys(("x", "negative_squared_cross_mark", "heavy_multiplication_x"), "❌"),
    "zzz": "💤",
}
"""What forges show for a name between colons, as far as it says how a task stands."""

ANSWERS: dict[str, str] = {
    **dict.fromkeys("yes y true x v ja oui sí si sim да evet tak sì 是 はい ○ 예 네 o".split(), "done"),
    **dict.fromkeys("no n false nein non não нет hayır nie ❌ ✗ ✘ × 否 いいえ 아니오 아니요".split(), "pending"),
}
"""The sense of what stands in a column that asks whether something is done; elsewhere these say other things."""

_SENSES: dict[str, str] = {}
_BROKEN: dict[str, str] = {}


def words() -> dict[str, str]:
    """Every status word, as `key_of` has it, with its sense."""
    if not _SENSES:
        # A word that several senses have is the first one's.
        for sense, listed in reversed(_WORDS.items()):
            _SENSES.update(dict.fromkeys(listed.replace("ı", "i").split("|"), sense))
    return _SENSES


def key_of(phrase: str) -> str:
    """A word as lists of words are asked for it: in one case. In capitals the Turkish i without a dot has lost what
    tells it from the other, whose capital leaves a dot behind: all are one."""
    return phrase.casefold().replace("\u0307", "").replace("ı", "i")


def broken_glyphs() -> dict[str, str]:
    """What is left of each glyph when its UTF-8 is read in a one-byte code page, with its sense.

    Bytes that the code page does not define are dropped or kept as controls, depending on who read them. What
    several glyphs leave behind is not here.
    """
    from forgemd.text import PAGES, misread, repair

    if not _BROKEN:
        for glyph, sense in GLYPHS.items():
            for written in (glyph, glyph + "\ufe0f"):
                for page in PAGES:
                    kept, left = misread(written, page), misread(written, page, drop=True)
                    _BROKEN[kept] = sense
                    if left == kept or repair(left, guesses=True) == written:
                        _BROKEN[left] = sense
    return _BROKEN


def sense_of(phrase: str) -> str | None:
    """The sense of a status word or phrase, in any case; None for an unknown one."""
    folded = key_of(phrase)
    found = words().get(folded)
    if found is None and "_" in folded:
        found = _SENSES.get(folded.replace("_", " "))
    if found is None and not folded.isascii():
        found = _SENSES.get(simplified(folded))
    return found
