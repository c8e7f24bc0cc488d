"""Makes the documents of this folder as teachers make them: python make.py (needs python-docx and openpyxl)."""

import io
import pathlib
import struct
import zlib

import docx
import openpyxl
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm

HERE = pathlib.Path(__file__).parent


def picture():
    """A PNG of 16 by 16 points with a text that tells who made it."""
    rows = b"".join(b"\0" + bytes(sum(([x * 16, y * 16, 128] for x in range(16)), [])) for y in range(16))

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    header = struct.pack(">IIBBBBB", 16, 16, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", header)
        + chunk(b"tEXt", b"Author\0Somebody")
        + chunk(b"IDAT", zlib.compress(rows))
        + chunk(b"IEND", b"")
    )


def visit():
    document = docx.Document()
    title = document.add_paragraph("送教下乡活动记录表")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    title.runs[0].bold = True
    table = document.add_table(rows=8, cols=4)
    table.style = "Table Grid"
    pairs = [
        ("活动主题", "纸杯建构", "活动时间", "2024年3月15日（星期五）8:30—11:30"),
        ("活 动 地 点", "大班活动室", "活动类型", "☑送教下乡  □专题讲座"),
        ("受援学校", "清河镇中心幼儿园", "联系人", "周园长"),
        ("主讲教师", "王芳", "参加人员", "李明 周静\n赵强强"),
        ("送教课时", "2课时", "天气", "晴"),
    ]
    for number, cells in enumerate(pairs):
        for column, text in enumerate(cells):
            table.cell(number, column).text = text
    for number, (label, value) in enumerate(
        [("活动内容", ""), ("存在问题", "区角材料偏少"), ("负责人签字", "")], start=5
    ):
        table.cell(number, 0).text = label
        table.cell(number, 1).merge(table.cell(number, 3)).text = value
    content = table.cell(5, 1)
    content.paragraphs[0].add_run("一、")
    content.paragraphs[0].add_run("听课").bold = True
    content.paragraphs[0].add_run("：大班《纸杯*建构》。")
    content.add_paragraph().add_run().add_picture(io.BytesIO(picture()), width=Cm(2))
    document.add_heading("活动反思", 1)
    document.add_paragraph("孩子们用纸杯搭高楼。")
    document.add_paragraph("补充纸杯", style="List Bullet")
    document.add_paragraph("补充纸板", style="List Bullet")
    classes = document.add_table(rows=2, cols=3)
    for number, cells in enumerate([("班级", "幼儿", "教师"), ("大一班", "30", "2")]):
        for column, text in enumerate(cells):
            classes.cell(number, column).text = text
    document.sections[0].header.paragraphs[0].text = "县教育局制"
    document.save(HERE / "visit.docx")


def visits():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["2024年春季送教安排"])
    sheet.merge_cells("A1:F1")
    sheet.append(["序号", "活动日期", "活动主题", "活动类型", "送教课时", "备 注"])
    import datetime

    sheet.append([1, datetime.date(2024, 4, 12), "听课", "送教下乡", 2, None])
    sheet.append([2, datetime.date(2024, 4, 19), "评课", "送教下乡", 3, "雨天改在室内"])
    sheet.append(["合计", None, None, None, "=SUM(E3:E4)", None])
    book.create_sheet("说明").append(["只读第一个表"])
    book.save(HERE / "visits.xlsx")


visit()
visits()
