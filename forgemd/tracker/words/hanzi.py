"""Chinese as Taiwan and Hong Kong write it, in the characters of the mainland, which the tables of words have."""

from __future__ import annotations

__all__ = ["simplified"]

_CHARACTERS = str.maketrans(
    "狀態項負責優順級預計賴編號類別備註說開時間進執檔稱務標題結關聯點階裡實際運嚴錄個釋響風險臺測試驗證據庫數權應對變動內暫緩"
    "擱棄廢終遲發佈審處閉啟準確認阻礙壞錯誤復後為產現請無尚並將過",
    "状态项负责优顺级预计赖编号类别备注说开时间进执档称务标题结关联点阶里实际运严录个释响风险台测试验证据库数权应对变动内暂缓"
    "搁弃废终迟发布审处闭启准确认阻碍坏错误复后为产现请无尚并将过",
)
"""The characters of headers and of words for statuses."""


def simplified(text: str) -> str:
    """`text` with each character that the mainland writes otherwise, and that such words have, written so."""
    return text.translate(_CHARACTERS)
