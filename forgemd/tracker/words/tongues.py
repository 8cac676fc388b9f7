"""More words for how a task stands, asked for where `vocabulary` has none: only cells of a status column are read by them.

They are what trackers of issues call their columns, and what is said of work, by plain translation. With those of
`vocabulary` they cover what is common in the ten languages with most speakers (English, Chinese, Hindi,
Spanish, French, Arabic, Bengali, Portuguese, Russian, Urdu), in those of public trackers, and of their neighbours. A
word that also says something else of a thing (`stable`, `optional`, `installed`, `normal`) is not here.
"""

from __future__ import annotations

from forgemd.lazy import IGNORECASE, pattern
from forgemd.tracker.words.vocabulary import key_of
from forgemd.typed import Iterable

__all__ = ["MORE", "further"]

MORE: dict[str, str] = {
    "pending": (
        "never started|yet to be done|should be done by friday|will be done monday|not ready|"
        "not approved|unresolved|unmerged|still open|won't start before may|to be fixed|needs doing|must be done|"
        "not resolved|not reviewed|not shipped|pas encore fait|à terminer|à finir|reste à faire|"
        "à corriger|non résolu|non livré|pas encore livré|jamais commencé|noch nicht erledigt|noch zu erledigen|"
        "muss noch erledigt werden|nicht bestanden|nicht behoben|ungelöst|sin terminar|no terminado|aún no hecho|"
        "todavía no|por terminar|no resuelto|sin resolver|nunca empezado|no listo|ainda não feito|por concluir|"
        "falta fazer|não resolvido|sem iniciar|não pronto|non finito|non ancora fatto|da finire|da completare|"
        "non risolto|mai iniziato|nog niet klaar|niet af|inte klar|inte färdig|ännu inte klar|"
        "ikke ferdig|ikke klar|ikke færdig|ikke gjort|ei valmis|ei tehty|ej klar|nie zrobione|nie gotowe|"
        "jeszcze nie|niegotowe|do dokończenia|nieukończone|není hotovo|ještě nehotovo|nehotovo|nevyřešeno|"
        "nierozwiązane|ещё не сделано|не завершено|надо сделать|нужно доделать|не закрыто|не решено|"
        "не исправлено|не зроблено|ще не готово|не виконано|没做|还没做|还没完成|没有完成|終わっていない|아직 안함|미해결|미배포|안 함|해결 안됨|"
        "bitmedi|tamamlanmadi|henüz bitmedi|henüz yapilmadi|tamamlanacak|bitecek|çözülmedi|غير مكتمل|لم يكتمل|"
        "لم يتم|ليس جاهزا|لم ينجز|לא הושלם|לא בוצע|עדיין לא|لא מוכן|تمام نشده|انجام نشده|هنوز نه|chưa xong|"
        "không xong|tidak selesai|ยังไม่เสร็จ|ไม่เสร็จ|ยังไม่ทำ|नहीं हुआ|अधूरा|δεν ολοκληρώθηκε|όχι έτοιμο|"
        "δεν έγινε|nu e gata|neterminat|nefinalizat|nem kész|nincs kész|még nincs kész|befejezetlen|"
        "not met|unmet|not covered|not merged|not deployed|not finished yet|暂未开始|还未开始|还没开始|没完成|尚未完成|着手予定|対応予定|実装予定|開始予定|"
        "対応待ち|実装待ち|着手待ち|미완|미완성|작업 전|작업전|시작 예정|배포 예정|구현 예정|개발 예정|작업 예정|적용 예정|non terminé|pas terminé|nicht fertig|"
        "nicht abgeschlossen|não concluído|no completado|no hecho|non completato|ещё не готово|еще не готово|"
        "not begun|outstanding|ej påbörjat|inte påbörjat|coming soon|in backlog|unscheduled|unclaimed|uncompleted|not finished|to be implemented|"
        "to implement|to be decided|to be determined|to be defined|to start|needs implementation|unimplemented|"
        "not tested|untested|not verified|unverified|not fixed|unfixed|awaiting start|not migrated|not ported|"
        "not supported yet|por empezar|sin comenzar|sin hacer|por realizar|no realizado|por definir|abierto|abierta|"
        "propuesto|en cola|no implementado|por desarrollar|sin realizar|falta hacer|à traiter|non traité|ouvert|"
        "ouverte|non fait|pas fait|proposé|en file d'attente|non implémenté|à lancer|à développer|noch zu tun|"
        "nicht angefangen|unerledigt|vorgeschlagen|in planung|noch nicht angefangen|nicht umgesetzt|eingeplant|"
        "aberto|aberta|proposto|na fila|não feito|não implementado|a desenvolver|к работе|не сделано|не выполнено|"
        "предложено|в планах|планируется|не готово|не реализовано|сделать|着手前|やること|要対応|계획됨|계획중|미구현|해야 할 일|시작 안함|"
        "시작되지 않음|미처리|مخطط|مخطط له|مفتوح|للتنفيذ|في الانتظار|بانتظار|करना है|बाकी|नियोजित|अपूर्ण|বাকি|অপেক্ষমান|"
        "শুরু হয়নি|করতে হবে|পরিকল্পিত|زیر التوا|باقی|شروع نہیں ہوا|direncanakan|akan dikerjakan|başlanmamış|"
        "planlanıyor|açık|yapılmamış|bekleyen|non ancora iniziato|aperto|aperta|in programma|non fatto|in coda|"
        "da implementare|nie zaczęte|otwarte|planowane|w planach|w kolejce|niewykonane|niezrobione|nog te doen|"
        "nog niet begonnen|voorgesteld|öppen|planerat|planlagt|åpen|chưa thực hiện|cần làm|sắp tới|lên kế hoạch|"
        "chưa hoàn thành|đã lên kế hoạch|відкрито|до роботи|не почато|plánováno|nezačalo|otevřené|planificat|"
        "σε αναμονή|προγραμματισμένο|προσ υλοποίηση"
    ),
    "ready": ("good to go|可以开始"),
    "running": (
        "resumed|actively worked on|做到一半|"
        "in-development|being built|being written|being tested|loopt|half way|in implementation|in build|work in progress|being worked on|in the works|progressing|"
        "in-flight|kicked off|begun|initiated|under development|currently active|in analysis|exploring|in refinement|"
        "porting|in migration|rolling out|in deployment|fixing|in fix|fix in progress|in investigation|haciendo|"
        "trabajando|en trámite|en construcción|en implementación|en análisis|en diseño|comenzado|empezado|avanzando|"
        "en construction|en réalisation|en traitement|en conception|débuté|en progression|en préparation|"
        "in umsetzung|in entwicklung|wird bearbeitet|am laufen|angelaufen|in vorbereitung|im gange|in analyse|"
        "em construção|em processo|em implementação|começado|em análise|trabalhando|идёт|идет|начат|в исполнении|"
        "реализуется|в стадии реализации|в доработке|доработка|正在开发|正在处理|正在实施|수정중|조사중|설계중|착수|처리중|시작됨|قيد التطوير|"
        "قيد العمل|جارٍ|قيد الإنجاز|بدأ|مستمر|चल रहा है|प्रगति पर|काम चल रहा है|जारी है|চলমান|চলছে|কাজ চলছে|"
        "প্রক্রিয়াধীন|جاری ہے|کام جاری ہے|sedang berlangsung|dalam pengerjaan|sedang diproses|dalam pengembangan|"
        "yapım aşamasında|üzerinde çalışılıyor|geliştiriliyor|başladı|başlandı|çalışılıyor|işlemde|in sviluppo|"
        "in elaborazione|iniziato|iniziata|in fase di sviluppo|w przygotowaniu|rozpoczęto|trwa|realizowane|w pracy|"
        "in ontwikkeling|in behandeling|startad|påbörjat|i arbete|igangværende|startet|đang xử lý|đang phát triển|"
        "đang chạy|đang triển khai|đã bắt đầu|в розробці|розпочато|у роботі|триває|zahájeno|v procesu|rozpracované|"
        "pracuje se|în progres|în dezvoltare|început|în execuție|σε επεξεργασία|ξεκίνησε|υπό ανάπτυξη"
    ),
    "review": (
        "fix in review|submitted for approval|needs re-review|ter controle|"
        "pr submitted|pr raised|pr in review|mr open|in pr|merge request open|awaiting verification|"
        "needs verification|needs testing|to be tested|to test|to review|to be reviewed|to verify|to be verified|"
        "needs approval|under testing|in staging|awaiting qa|in acceptance|awaiting sign-off|awaiting validation|"
        "evaluating|reviewing|being reviewed|en prueba|por revisar|por validar|a revisar|en verificación|revisando|"
        "por aprobar|à tester|en vérification|à vérifier|en recette|zu prüfen|zu testen|wird geprüft|in abnahme|"
        "zur prüfung|wird getestet|aguardando revisão|aguardando aprovação|para revisão|em homologação|testando|"
        "em verificação|a validar|на согласовании|проверяется|на рассмотрении|в тестировании|提交审核|承認待ち|確認待ち|검수중|"
        "승인 대기|검증중|확인중|قيد المراجعة|قيد الاختبار|بانتظار الموافقة|समीक्षा में|समीक्षाधीन|परीक्षण में|পর্যালোচনা|"
        "পর্যালোচনাধীন|زیر جائزہ|dalam review|sedang direview|dalam pengujian|inceleniyor|test ediliyor|"
        "test aşamasında|onay bekliyor|in fase di test|da verificare|da testare|in approvazione|w testach|"
        "do weryfikacji|w weryfikacji|testowanie|do przeglądu|w przeglądzie|te testen|wacht op goedkeuring|"
        "ter review|granskas|til gjennomgang|til test|đang kiểm tra|đang test|đang review|на рецензії|тестується|"
        "v testování|testuje se"
    ),
    "done": (
        "nothing left to do|bien terminé|vollständig erledigt|ya hecho|ya está hecho|já feito|tudo pronto|"
        "está pronto|già fatto|tutto fatto|helt färdig|täysin valmis|åtgärdat|już zrobione|w pełni gotowe|"
        "úplně hotovo|уже готово|полностью готово|всё сделано|повністю готово|終わった|다 했음|کامل شد|เสร็จสมบูรณ์|"
        "έτοιμο|έγινε|teljesen kész|megoldva|"
        "测试通过|评审通过|审核通过|验收通过|测试完成|开发完成|审核完成|开发完毕|reviewed|"
        "production-ready|wired|accomplished|addressed|added|concluded|finalized|finalised|fully working|handled|in place|launched|ported|"
        "patched|rolled out|wrapped up|written|wired up|remediated|applied|documented|implementado|implementada|"
        "entregado|entregada|resuelto|resuelta|aprobado|aprobada|corregido|corregida|desplegado|publicado|verificado|"
        "validado|realizados|cumplido|solucionado|integrado|probado|implémenté|implémentée|résolu|résolue|corrigé|"
        "validé|validée|déployé|effectué|effectuée|testé|approuvé|publié|fermé|finie|faite|faits|complété|complétée|"
        "gelöst|behoben|implementiert|freigegeben|geliefert|veröffentlicht|getestet|durchgeführt|fertiggestellt|"
        "vollendet|geprüft|bestanden|genehmigt|ausgeliefert|resolvido|resolvida|corrigido|aprovado|aprovada|"
        "entregues|feita|feitos|testado|fechado|encerrada|реализовано|реализована|исправлено|исправлен|внедрено|"
        "протестировано|проверено|закрыт|решена|опубликовано|выпущено|окончено|утверждено|закончено|развернуто|"
        "доставлено|全部完成|结束|搞定|完结|クローズ|達成|구현됨|해결됨|배포됨|마침|승인됨|수정됨|적용됨|منتهي|مغلق|اكتمل|हो गया|समाप्त|संपन्न|किया गया|"
        "সম্পন্ন|সম্পূর্ণ|শেষ|হয়ে গেছে|مکمل|ہو گیا|مکمل شدہ|tuntas|rampung|sudah dikerjakan|beres|terselesaikan|"
        "disetujui|berhasil|yapılmış|çözüldü|onaylandı|yayınlandı|bitmiş|uygulandı|başarılı|düzeltildi|risolto|"
        "risolta|implementato|implementata|rilasciato|approvato|pubblicato|consegnato|eseguito|eseguita|realizzato|"
        "finita|ultimato|ukończono|zaimplementowane|rozwiązane|zamknięte|wdrożone|naprawione|zatwierdzone|"
        "zrealizowane|skończone|zakończono|dostarczone|wydane|opublikowane|opgelost|afgesloten|geïmplementeerd|"
        "opgeleverd|goedgekeurd|gesloten|compleet|uitgevoerd|gerealiseerd|åtgärdad|löst|levererad|implementerad|"
        "godkänd|stängd|løst|lukket|godkjent|implementert|avsluttet|implementeret|godkendt|hoàn tất|đã hoàn tất|"
        "đã làm|đã sửa|đã triển khai|đã kiểm tra|đã giải quyết|đạt|реалізовано|виправлено|закрито|закінчено|вирішено|"
        "vyřešeno|uzavřeno|dokončené|nasazeno|implementováno|opraveno|rezolvat|implementat|închis|livrat|realizat|"
        "υλοποιήθηκε|κλειστό|λύθηκε"
    ),
    "failed": (
        "build broken|regressed|审核不通过|部署失败|テスト失敗|테스트 실패|"
        "测试失败|验证失败|测试不通过|评审不通过|验收不通过|failure|crashed|not passing|unsuccessful|timed out|rechazado|rechazada|con errores|fallando|rejeté|rejetée|"
        "en échec|refusé|abgelehnt|rejeitado|rejeitada|com erro|reprovado|отклонено|отклонена|провал|не пройдено|"
        "сбой|已拒绝|被拒绝|却下|반려|거부됨|불합격|مرفوض|असफल|विफल|ব্যর্থ|ناکام|ditolak|reddedildi|rifiutato|odrzucone|afgewezen|"
        "avvisad|misslyckades|bị từ chối|відхилено|zamítnuto"
    ),
    "blocked": (
        "cannot be completed|can't finish|unable to complete|awaiting customer|impossible à terminer|"
        "ждём клиента|无法完成|等客户|回答待ち|顧客待ち|"
        "on-hold|väntar på|zablokováno|awaiting dependency|awaiting decision|awaiting dependencies|halted|suspended|needs info|"
        "needs information|need info|needs input|needs decision|awaiting response|awaiting reply|frenado|en suspens|"
        "mis en pause|angehalten|gestoppt|unterbrochen|travado|aguardando|impedimento|стоп|на удержании|пауза|"
        "на холде|被阻断|阻断|停滞|卡点|依存待ち|一時停止|중단|일시중지|일시 중지|블로킹|홀드|موقوف|معلّق|अवरुद्ध|रुका हुआ|होल्ड पर|স্থগিত|অবরুদ্ধ|"
        "رکا ہوا|terhambat|tertahan|ditahan|engellenmiş|duraklatıldı|askıda|bloklandı|in sospeso|fermo|wstrzymano|"
        "zablokowany|zablokowana|zawieszone|stilgelegd|gepauzeerd|blockerat|pausat|på vent|sat på pause|bị kẹt|"
        "tạm ngưng|đang bị chặn|vướng|заблокований|на паузі|blokované|pozastavené|μπλοκαρισμένο"
    ),
    "cancelled": (
        "not going to do|won't be done|will never be done|plus nécessaire|ne sera pas fait|wird nicht gemacht|"
        "ya no se hace|no se hará|não será feito|não é mais necessário|non si fa più|gaat niet door|"
        "nie będzie robione|не нужно|не будет сделано|対応しない|gerek yok|لغو شد|elvetve|"
        "scrapped|inställt|killed|aborted|terminated|not needed|no longer needed|not required|unnecessary|voided|skipped|"
        "descoped|de-scoped|reverted|rolled back|retracted|wont-fix|non-issue|desestimado|omitido|ignoré|sans objet|"
        "nicht mehr nötig|übersprungen|hinfällig|nicht erforderlich|cancelados|ignorado|desistido|пропущено|"
        "не требуется|неактуален|снята|不需要|无需处理|跳过|废弃|弃用|不做|否决|不修复|無効|廃止|見送り|対応不要|取り下げ|スキップ|폐기|제외됨|건너뜀|불필요|중단됨|"
        "غير مطلوب|বাতিল|منسوخ|tidak diperlukan|dilewati|vazgeçildi|gereksiz|atlandı|scartato|saltato|non necessario|"
        "anulowano|pominięte|niepotrzebne|overgeslagen|niet nodig|struken|ikke nødvendig|huỷ bỏ|bỏ qua|không cần|"
        "скасований|zrušené|ακυρώθηκε"
    ),
    "deferred": (
        "on the back burner|not this sprint|remis à plus tard|auf später verschoben|para más tarde|para depois|"
        "przełożone|以后再做|后续处理|下个版本|tạm hoãn|เลื่อน|"
        "backburner|back burner|on ice|punted|rescheduled|post-launch|maybe later|carried over|carry over|diferida|"
        "más adelante|para después|plus tard|mais tarde|позже|на потом|в будущем|推后|后续版本|远期|暂不处理|暂不考虑|暂不实现|暂时搁置|顺延|"
        "延後|将来対応|先送り|나중에|추후 진행|이월|미뤄짐|لاحقاً|स्थगित|पुनर्निर्धारित|পরে|ملتوی|ertelenmiş|posticipato|più avanti|"
        "odroczone|przesunięte|później|udsat|trì hoãn|để sau|пізніше|odložené|později"
    ),
    "partial": (
        "nearly finished|half finished|done-ish|basically done|as good as done|close to done|not quite done|"
        "not entirely complete|unfinished|nearly there|all but done|first draft done|à moitié fini|quasi terminé|"
        "en grande partie terminé|pas tout à fait fini|inachevé|presque fini|halb fertig|grösstenteils erledigt|"
        "noch nicht ganz fertig|nahezu abgeschlossen|so gut wie fertig|teilfertig|medio hecho|inacabado|"
        "quase concluído|meio feito|quasi fatto|half af|nästan klar|halvfärdig|nesten ferdig|næsten færdig|"
        "halvt færdig|melkein valmis|téměř hotovo|skoro hotovo|nedokončeno|почти сделано|недоделано|незавершено|"
        "快完成了|即将完成|已实现未联调|半分完了|もうすぐ完了|大体完了|절반 완료|반쯤 완료|yarim kaldi|yarisi bitti|testler hariç tamam|شبه مكتمل|"
        "تقريبا مكتمل|غير مكتمل بالكامل|כמעט הושלם|تقریبا تمام|نیمه تمام|setengah selesai|เกือบเสร็จ|"
        "เสร็จบางส่วน|लगभग पूरा|आधा पूरा|σχεδόν έτοιμο|aproape gata|majdnem kész|részben kész|félkész|"
        "partly|halfway|mostly|mostly working|mostly wired|needs refactoring|needs polish|needs fix|"
        "needs fixes|needs cleanup|needs update|works with caveats|incompleta|a medias|casi listo|casi terminado|"
        "incomplet|presque terminé|en partie|unvollständig|teils|zum teil|fast fertig|halbfertig|quase pronto|"
        "частичная|почти готово|не полностью|неполный|半成品|初步完成|基本可用|基本实现|大致完成|接近完成|一部実装|一部対応|جزئي|आंशिक|আংশিক|جزوی|"
        "incompleto|hampir selesai|parzialmente|quasi finito|niekompletne|prawie gotowe|onvolledig|bijna klaar|ofullständig|"
        "nästan klart|chưa hoàn thiện|gần xong|майже готово|μερικώσ"
    ),
}
"""By sense, the words, case-folded."""

_SENSES: dict[str, str] = {}


_HALF = pattern(
    r"\bexists?\b[^.;]{0,60}?\b(?:not|no|without|incomplete|missing|untested|unused|unwired|needs?)\b", IGNORECASE
)
"""What is there, and what is not: `Contract exists, not wired to the gateway`."""


def further(beginnings: Iterable[str], text: str) -> tuple[str, str] | None:
    """The first of `beginnings` (of the cell `text`) that is one of these words, in any case, and its sense; None where
    none is, and the cell does not say that a part is there."""
    if not _SENSES:
        for sense, listed in MORE.items():
            _SENSES.update(dict.fromkeys(listed.replace("ı", "i").split("|"), sense))
    for words in beginnings:
        if found := _SENSES.get(key_of(words)):
            return words, found
    half = _HALF.search(text)
    return (half[0], "partial") if half is not None else None
