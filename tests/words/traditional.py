"""Traditional Chinese out of the simplified catalogues: OpenCC character by character, then the words that differ.

OpenCC's own table of Taiwan's words is not used: it turns 视频, a way of contact that notes name, into 影片, and 再打开
into 再開. What notes hold (keys, choices) only changes its characters, so that it is understood when it is typed so.
"""

from __future__ import annotations

import re
from functools import cache

import opencc
from babel.messages.catalog import Catalog

LANGUAGE = "zh_Hant"
SOURCE = "zh_CN"

WORDS = {
    "文件夾": "資料夾", "文件名": "檔名", "文件": "檔案", "程序": "程式", "軟件": "軟體", "設置": "設定", "默認": "預設",
    "運行": "執行", "字符": "字元", "字節": "位元組", "半角": "半形", "全角": "全形", "磁盤": "磁碟", "端口": "連接埠",
    "鏈接": "連結", "設備": "裝置", "保存": "儲存", "支持": "支援", "搜索": "搜尋", "用戶": "使用者", "數據": "資料",
    "消息": "訊息", "密鑰": "金鑰", "服務器": "伺服器", "縮進": "縮排", "註釋": "註解", "網絡": "網路",
    "屏幕": "螢幕", "打印": "列印", "制表符": "定位符號", "製表符": "定位符號", "添加": "新增",
}  # fmt: skip
"""Words of the computer that are other ones in Taiwan and Hong Kong."""
CHARACTERS = {
    "天后": "天後",  # 七天后: OpenCC sees the goddess
    "周幾": "週幾", "多隻排": "多只排", "多隻有": "多只有", "里加": "裡加", "臺": "台", "賬": "帳", "爲": "為",
}  # fmt: skip
"""Where OpenCC takes one character for another, or a form that few write."""
_LEFT = re.compile(r"(\{[^{}]*\})")  # placeholders


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2tw")


def traditional(text: str) -> str:
    """A simplified text in traditional characters and words."""
    return "".join(part if _LEFT.fullmatch(part) else _part(part) for part in _LEFT.split(text))


def _part(text: str) -> str:
    made = str(_converter().convert(text))
    for old, new in (*CHARACTERS.items(), *WORDS.items()):
        made = made.replace(old, new)
    return made


def derived(simplified: Catalog) -> Catalog:
    """The traditional catalogue that belongs to a simplified one."""
    made = Catalog(locale=LANGUAGE)
    for message in simplified:
        if message.id:
            said = message.string
            string = traditional(said) if isinstance(said, str) else tuple(map(traditional, said or ()))
            made.add(message.id, string, context=message.context)
    return made
