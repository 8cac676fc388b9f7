"""What is owned, served, delivered or in operation, by what it is called and by its states: none of it is work.

Asked by `inventories`, which says what else tells things from work.
"""

from __future__ import annotations

from forgemd.tracker.cells.status import sense_in

__all__ = ["BELONGINGS", "is_in_operation", "is_sure_of_operation", "says_work"]

BELONGINGS = frozenset(
    "environment environments env umgebung umgebungen environnement entorno ambiente omgeving 環境 环境 環境名 환경 среда окружение "
    "server servers serveur servidor сервер сервера 服务器 サーバー 서버 container containers "
    "invoice invoices rechnung facture factura fattura fatura счёт счет 发票 请求書 請求書 order orders bestellung commande pedido заказ 订单 "
    "shipment shipments sendung envío backup backups sicherung certificate certificates zertifikat species arten espèce especie "
    "plant plants pflanze candidate candidates kandidat sponsor sponsors subscription subscriptions abonnement suscripción "
    "user users usuario usuarios utilisateur benutzer username пользователь 用户 ユーザー account accounts konto conta contas cuenta compte "
    "incident incidents vorfall incidente specimen tenant tenants device devices gerät 设备 设备编号 資産番号 asset assets 资产 资产编号 "
    "broker brokers cluster clusters".split()
) | {
    "container id",
    "order id",
    "invoice no",
    "invoice number",
    "sample id",
    "user id",
    "account id",
    "asset tag",
    "device id",
}
"""What the first column of such a table is called."""
_SURE = frozenset(
    "inactive disabled offline down unhealthy stopped exited expired expiring suspended emeritus former absent unsupported unavailable "
    "inactivo inactiva inactif inaktiv inativo inativa inattivo 故障 停止 停止中 稼働中 停用 异常 異常 離線 离线 장애 중지 정지 остановлен "
    "отключён отключен недоступен работает abgelaufen gesperrt gestoppt caducado vencido encerrada expiré "
    "正常 정상 normal healthy online enabled valid gültig".split()
) | {
    "end of life",
    "on leave",
    "in stock",
    "out of stock",
    "out of order",
    "en panne",
    "fuera de servicio",
    "not supported",
}
_ALSO = frozenset(
    "active running up current supported available present archived closed failed paused activo activa actif active aktiv ativa ativo "
    "attivo running degraded unknown 使用中 运行中 활성 активен gelöst".split()
)
"""What is said of work, too."""


def is_in_operation(text: str) -> bool:
    """Whether a state may be that of something in use: `Active`."""
    folded = text.casefold()
    return folded in _SURE or folded in _ALSO


def is_sure_of_operation(text: str) -> bool:
    """Whether a state is that of something in use, and of no work: `Offline`."""
    return text.casefold() in _SURE


_OF_WORK = ("pending", "assigned", "running", "review", "partial", "done")
_OF_THINGS_TOO = frozenset(
    ["pending", "verified", "approved", "delivered", "published", "released", "closed", "paid", "tested"]
)


def says_work(text: str) -> bool:
    """Whether a state is one of work, and is hardly said of things: `Done`, `In progress`."""
    return sense_in(text) in _OF_WORK and text.casefold() not in _OF_THINGS_TOO and not is_in_operation(text)
