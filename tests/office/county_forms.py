"""Forms of our own invention, as counties lay them out; written into the current folder."""

from datetime import date

import docx
import openpyxl
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml

BOX = (
    '<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml">'
    '<w:pict><v:shape id="x" style="width:100pt;height:40pt"><v:textbox><w:txbxContent><w:p><w:r><w:t>文本框里的话</w:t></w:r></w:p>'
    "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)


def table(document, rows):
    """A table; the last cell of a short row covers the rest of its columns."""
    columns = max(len(row) for row in rows)
    made = document.add_table(rows=0, cols=columns)
    made.style = "Table Grid"
    for row in rows:
        cells = made.add_row().cells
        for cell, text in zip(cells, row):
            cell.text = text
        if len(row) < columns:
            cells[len(row) - 1].merge(cells[columns - 1])


def word(name, title, rows, lines=(), below=()):
    document = docx.Document()
    document.add_paragraph(title)
    for line in lines:
        document.add_paragraph(line)
    table(document, rows)
    for line in below:
        document.add_paragraph(line)
    document.save(name)


def book(name, rows, merged=()):
    made = openpyxl.Workbook()
    for row in rows:
        made.active.append(row)
    for cells in merged:
        made.active.merge_cells(cells)
    made.save(name)


def everywhere(name):
    """Text in every place of a document."""
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = "清河县教育局"
    section.footer.paragraphs[0].text = "第1页"
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "首页页眉"
    document.add_heading("送教记录", 1)
    document.add_paragraph("活动时间：2024年4月11日")
    table(document, [["活动主题", "纸杯"], ["活动类型", "送教下乡"], ["活动内容", "上课"]])
    after = document.add_paragraph("表后的一句话。")
    after._p.append(parse_xml(BOX))
    if hasattr(document, "add_comment"):
        document.add_comment(after.runs[0], text="批注的话", author="某")
    hidden = document.styles.add_style("藏", WD_STYLE_TYPE.CHARACTER)
    hidden.font.hidden = True
    last = document.add_paragraph("又一句话。")
    last.add_run("样式藏起的字", style=hidden)
    document.save(name)


word(
    "标签在上.docx",
    "送教下乡活动记录表",
    [
        ["活动主题", "活动日期", "天气", "联系电话人"],
        ["读书月", "2024-04-11", "晴", "周园长"],
        ["活动内容"],
        ["大家一起读绘本。"],
        ["参加人员", "王芳、李明", "地点", "大班"],
    ],
    below=["本次活动得到家长好评。"],
)
word(
    "一行一次.docx",
    "2024年春季送教安排表",
    [
        ["序号", "日期", "活动主题", "活动类型", "主讲人", "天气"],
        ["1", "2024-04-11", "绘本课", "送教下乡", "王芳", "晴"],
        ["2", "2024-04-18", "数学课", "送教下乡", "李明", "雨"],
        ["合计", "", "2次", "", "", ""],
    ],
    below=["制表人：王芳　　审核人：李明"],
)
boxes = [["活动主题", "纸杯", "活动类型", "讲座□ 送教下乡☑"]]
word("打钩在后.docx", "帮扶活动记录", [*boxes, ["活动时间", "2024年4月11日", "地点", "大班"]])
word("隔开的两天.docx", "帮扶活动记录", [*boxes, ["活动时间", "2024年9月18日、25日", "地点", "大班"]])
everywhere("各处的字.docx")
word(
    "听评课记录表.docx",
    "听评课记录表",
    [
        ["授课教师", "王芳", "学科", "语言", "班级", "大一班"],
        ["课题", "小蝌蚪找妈妈", "听课时间", "2024年4月11日 上午第二节"],
        ["听课人员", "李明、周静", "课型", "新授课"],
        ["教学过程", "评析"],
        ["导入：谈话。\n新授：讲故事。", "提问有层次。"],
        ["总体评价", "优□ 良☑ 中□"],
        ["存在问题", "等待时间长"],
        ["改进建议", "减少集体等待"],
    ],
)
word(
    "家访登记表.docx",
    "家 访 登 记 表",
    [
        ["家访教师", "王芳", "家访时间", "2024.4.11"],
        ["家访方式", "□电话 ☑上门 □微信", "家访对象", "大一班幼儿"],
        ["家访目的", "了解在家情况"],
        ["家访内容", "和奶奶聊了在家阅读。"],
        ["家长意见", "希望多借绘本"],
    ],
)
word(
    "讲座签到.docx",
    "专题讲座签到表",
    [["序号", "姓名", "单位", "签到"], ["1", "李明", "清河园", "√"], ["2", "周静", "清河园", ""]],
    lines=["讲座主题：绘本阅读　　讲座时间：2024年4月11日　　主讲人：王芳　　地点：多功能厅"],
    below=["共到会1人。"],
)
book(
    "表单.xlsx",
    [
        ["送教活动记录"],
        ["活动主题", "纸杯建构", "活动时间", "2024年4月11日"],
        ["活动类型", "送教下乡", "活动地点", "大班"],
        ["参加人数", 12, "受益人数", 30],
        ["活动内容", "上课"],
        ["存在问题", "材料少"],
        ["整改措施", "补充"],
        ["负责人签字", None],
    ],
)
book(
    "签到.xlsx",
    [
        ["专题讲座签到表"],
        ["讲座主题", "绘本阅读", "讲座时间", date(2024, 4, 11)],
        ["主讲人", "王芳", "地点", "多功能厅"],
        ["序号", "姓名", "单位", "签到"],
        [1, "李明", "清河园", "√"],
        [2, "周静", "清河园", "√"],
    ],
)
book(
    "家访一行一次.xlsx",
    [
        ["家访登记表"],
        ["日期", "家访类型", "家访教师", "班级", "内容", "家长意见"],
        [date(2024, 4, 11), "家访", "王芳", "大一班", "聊阅读", "好"],
        [date(2024, 4, 12), "家访", "李明", "大二班", "聊习惯", "好"],
    ],
)
book(
    "资助发放表.xlsx",
    [
        ["清河小学资助发放表"],
        ["填报单位：清河小学", None, None, "2024年春季"],
        ["序号", "发放日期", "姓名", "班级", "项目", "金额（元）", "签字"],
        [1, date(2024, 3, 20), "某甲", "一班", "寄宿", "500", None],
        [2, date(2024, 3, 20), "某乙", "二班", "营养", 300, None],
        ["合计", None, None, None, None, 800, None],
        ["制表人：某", None, None, "审核人：某"],
    ],
    ["A1:G1"],
)
book(
    "月统计表.xlsx",
    [
        ["月统计表"],
        ["月份", "送教", None, "听课", None, "备注"],
        [None, "次数", "课时", "节数", "人数", None],
        ["3月", 1, 2, 3, 4, "-"],
        ["4月", 2, 3, 4, 5, None],
        ["合计", 3, 5, 7, 9, None],
    ],
    ["A2:A3", "B2:C2", "D2:E2", "F2:F3"],
)
word(
    "评价表.docx",
    "教学帮扶评价表",
    [
        ["授课教师", "周静", "评价日期", "2024年4月11日"],
        ["项目", "分值", "得分"],
        ["教学目标", "20", "18"],
        ["教学过程", "50", "45"],
        ["合计", "100", "63"],
        ["评语", "有进步。"],
    ],
)
word(
    "双栏签到.docx",
    "教研活动签到表",
    [
        ["序号", "姓名", "单位", "签名", "序号", "姓名", "单位", "签名"],
        ["1", "王芳", "实幼", "", "2", "李明", "实幼", ""],
        ["3", "周静", "清河园", "", "4", "赵强", "清河园", ""],
    ],
    lines=["活动时间：2024年4月11日", "活动主题：绘本教研"],
)
word(
    "四月家访.docx",
    "四月家访登记表",
    [
        ["序号", "家访时间", "家访对象", "家访教师", "家访内容", "效果"],
        ["1", "2024-04-11", "大一班幼儿", "王芳", "聊阅读", "好"],
        ["2", "2024-04-12", "大二班幼儿", "李明", "聊习惯", "较好"],
    ],
)
word(
    "捐赠.docx",
    "捐赠登记表",
    [
        ["捐赠单位", "某公司", "捐赠日期", "2024-04-01"],
        ["物品名称", "图书", "数量", "100册"],
        ["经办人", "王芳", "备注", "一批绘本"],
    ],
)
