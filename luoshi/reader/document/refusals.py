"""The ways in which a document is refused, each with the advice that goes with it.

    >>> raise refuse("empty", "a.txt")
    Traceback (most recent call last):
    luoshi.reader.errors.ReaderError: the file is empty; check that it was saved or copied whole

A `code` is stable: not_found, empty, encoding, unsupported, too_large, encrypted, broken, no_text, bomb.
"""

from __future__ import annotations

from luoshi.core.text import Text
from luoshi.reader.document.limits import MAX_BYTES, MB
from luoshi.reader.errors import ReaderError

_TEXTS = {
    "not_found": Text("找不到这个文件或目录, 请检查路径", "no such file or folder; check the path"),
    "empty": Text(
        "文件是空的, 请检查是否完整保存或复制",
        "the file is empty; check that it was saved or copied whole",
    ),
    "encoding": Text(
        "文字编码无法识别 (只认 UTF-8、UTF-16 带 BOM、GB18030/GBK), 请用记事本打开后另存为 UTF-8 再试",
        "the text is in no known encoding (UTF-8, UTF-16 with BOM, GB18030/GBK); open it in an editor, "
        "save it as UTF-8 and try again",
    ),
    "unsupported": Text(
        "不支持这种文件, 请另存为 .docx、.txt、.html 或带文字的 .pdf 后再试",
        "this kind of file is not supported; save it as .docx, .txt, .html or a .pdf with text and try again",
    ),
    "too_large": Text(
        f"文件超过 {MAX_BYTES // MB} MB, 未读取; 请删去图片或拆分后再试",
        f"the file is larger than {MAX_BYTES // MB} MB and was not read; remove pictures or split it and try again",
    ),
    "encrypted": Text(
        "文件有密码保护, 请去掉密码另存后再试",
        "the file is protected by a password; save it without one and try again",
    ),
    "broken": Text(
        "文件已损坏或不完整, 请重新下载, 或用原来的软件打开并另存后再试",
        "the file is broken or incomplete; download it again, or open it in its own program, save it anew and try "
        "again",
    ),
    "no_text": Text(
        "文件里没有文字 (多半是扫描件或图片), 请先做文字识别 (OCR), 存为 .docx 或带文字层的 .pdf 后再试",
        "the file holds no text (most likely a scan or pictures); run OCR, save it as .docx or as a PDF with a text "
        "layer and try again",
    ),
    "bomb": Text(
        "压缩内容展开后异常庞大, 已拒绝读取; 请解压检查后, 直接读取里面的文件",
        "what is packed in the file is abnormally large when unpacked and was refused; unpack and check it, then read "
        "the files themselves",
    ),
}


def refuse(code: str, source: str | None, text: Text | None = None) -> ReaderError:
    """The error to raise for `code`; `text` replaces the usual message where more can be said."""
    return ReaderError(code, text or _TEXTS[code], source)
