"""Checks PDF files against the rules of PDF/A-2b (ISO 19005-2:2011), clause by clause, read by qpdf and fontTools rather
than by the program that wrote them; and against what guidang promises beyond level B: a structure, a language, and
characters that can be copied.

    python check.py FILE…      prints a line for each broken rule; exit code 1 if there is any

The package registries have no validator of the whole standard. `damage.py` shows that each rule here is reported when it
is broken. Run as a program, this also asks pdf_oxide, which is in the registries but overlooks much.
"""

import io
import re
import struct
import sys

import pdf_oxide
import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.ttLib import TTFont
from lxml import etree
from pikepdf import Array, Dictionary, Name, Operator, Stream, String

FILTERS = {"/ASCIIHexDecode", "/ASCII85Decode", "/FlateDecode", "/RunLengthDecode", "/CCITTFaxDecode", "/JBIG2Decode",
           "/DCTDecode", "/JPXDecode"}
OPERATORS = set("b B b* B* BDC BI BMC BT BX c cm CS cs d d0 d1 Do DP EI EMC ET EX f F f* G g gs h i ID j J K k l m M MP n q Q "
                "re RG rg ri s S SC sc SCN scn sh T* Tc Td TD Tf Tj TJ TL Tm Tr Ts Tw Tz v w W W* y ' \" INLINE IMAGE".split())
BLENDS = {"/Normal", "/Compatible", "/Multiply", "/Screen", "/Overlay", "/Darken", "/Lighten", "/ColorDodge", "/ColorBurn",
          "/HardLight", "/SoftLight", "/Difference", "/Exclusion", "/Hue", "/Saturation", "/Color", "/Luminosity"}
INTENTS = {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
ANNOTATIONS = {"/Text", "/Link", "/FreeText", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Highlight",
               "/Underline", "/Squiggly", "/StrikeOut", "/Stamp", "/Caret", "/Ink", "/Popup", "/FileAttachment", "/Widget",
               "/PrinterMark", "/TrapNet", "/Watermark", "/Redact"}
ACTIONS = {"/GoTo", "/GoToR", "/GoToE", "/Thread", "/URI", "/Named", "/SubmitForm"}
PDFAID = "{http://www.aiim.org/pdfa/ns/id/}"
# Prefixes of the schemas that the standard knows, and of their value types.
XMP = {"dc", "xmp", "xmpMM", "xmpRights", "xmpTPg", "pdf", "pdfaid", "photoshop", "tiff", "exif"}
XMP |= {"x", "rdf", "xml", "stEvt", "stRef", "pdfaExtension", "pdfaSchema", "pdfaProperty"}


class Report:
    """The errors, each once: the clause, its rule, and what was found."""

    def __init__(self):
        self.lines = []

    def must(self, holds, clause, rule, found=""):
        line = f"{clause} {rule}" + (f": {found}" if found != "" else "")
        if not holds and line not in self.lines:
            self.lines.append(line)


def keys(it):
    return it.keys() if isinstance(it, (Dictionary, Stream)) else []


def get(it, name, other=None):
    return it.get(name, other) if isinstance(it, (Dictionary, Stream)) else other


# 6.1: the file -------------------------------------------------------------------------------------------------------

def file_structure(raw, pdf, report):
    report.must(re.match(rb"%PDF-1\.[0-7]\r?\n", raw), "6.1.2", "the header is %PDF-1.n and nothing else", raw[:12])
    comment = raw.split(b"\n", 2)[1] if raw.count(b"\n") else b""
    report.must(comment[:1] == b"%" and 4 <= len(comment[1:5]) and all(127 < it for it in comment[1:5]),
              "6.1.2", "a comment of four bytes above 127 follows", comment[:8])
    ids = get(pdf.trailer, "/ID")
    report.must(isinstance(ids, Array) and len(ids) == 2 and all(len(bytes(it)) > 0 for it in ids), "6.1.3", "an identifier")
    report.must("/Encrypt" not in pdf.trailer, "6.1.3", "no encryption")
    report.must(re.search(rb"%%EOF[\r\n]{0,2}\Z", raw), "6.1.3", "nothing follows the last %%EOF", raw[-8:])
    for problem in pdf.check_pdf_syntax():
        report.must(False, "6.1", "qpdf reads it without a remark", problem)


def limits(it, report):
    """Checks 6.1.13 for one value that is no collection."""
    if isinstance(it, bool):
        return
    if isinstance(it, int):
        report.must(-2**31 <= it < 2**31, "6.1.13", "whole numbers of 32 bits", it)
    elif isinstance(it, String):
        report.must(len(bytes(it)) <= 32767, "6.1.13", "strings of 32767 bytes at most", len(bytes(it)))
    elif isinstance(it, Name):
        name = str(it).encode()
        report.must(len(name) <= 128, "6.1.13", "names of 127 bytes at most", it)


def walk(it, report, seen, every, depth=0):
    """Visits every reachable object once; dictionaries and streams go into `every`."""
    report.must(depth < 100, "6.1.13", "not nested without end")
    if isinstance(it, (Dictionary, Stream, Array)):
        if it.is_indirect:
            if it.objgen in seen:
                return
            seen.add(it.objgen)
        if isinstance(it, Stream):
            stream(it, report)
        if not isinstance(it, Array):
            every.append(it)
        if isinstance(it, Array):
            children = list(it)
        else:
            for name in it.keys():
                limits(Name(name), report)
            children = [it[name] for name in it.keys() if name not in ("/Parent", "/P")]
        for child in children:
            walk(child, report, seen, every, depth + (0 if getattr(child, "is_indirect", False) else 1))
    else:
        limits(it, report)


def stream(it, report):
    for name in ("/F", "/FFilter", "/FDecodeParms"):
        report.must(name not in it, "6.1.7.1", "no stream is in another file", name)
    filters = get(it, "/Filter", Array([]))
    for one in filters if isinstance(filters, Array) else [filters]:
        if str(one) == "/Crypt":
            parms = get(it, "/DecodeParms", Dictionary())
            report.must(get(parms, "/Name", Name("/Identity")) == Name("/Identity"), "6.1.7.2", "Crypt only as Identity")
        else:
            report.must(str(one) in FILTERS, "6.1.7.2", "filters of the standard, no LZW", one)
    kind = str(get(it, "/Subtype", ""))
    if kind == "/Image":
        for name in ("/Alternates", "/OPI"):
            report.must(name not in it, "6.2.8", "pictures without alternates", name)
        report.must(not get(it, "/Interpolate", False), "6.2.8", "pictures are not interpolated")
        bits = get(it, "/BitsPerComponent", 8)
        report.must(bits in (1, 2, 4, 8, 16), "6.2.8", "bits of a picture", bits)
        intent(get(it, "/Intent"), report)
    if kind == "/Form":
        for name in ("/OPI", "/PS", "/Ref"):
            report.must(name not in it, "6.2.9", "forms without foreign parts", name)
        report.must(str(get(it, "/Subtype2", "")) != "/PS", "6.2.9", "no PostScript")
    report.must(kind != "/PS", "6.2.9", "no PostScript")


def intent(it, report):
    report.must(it is None or str(it) in INTENTS, "6.2.6", "rendering intents of the standard", it)


# 6.2: graphics -----------------------------------------------------------------------------------------------------

def output_space(pdf, report):
    """The number of components of the output intent's profile."""
    intents = [it for it in get(pdf.Root, "/OutputIntents", Array([])) if get(it, "/S") == Name("/GTS_PDFA1")]
    report.must(len(intents) > 0, "6.2.3", "an output intent GTS_PDFA1")
    profiles = [get(it, "/DestOutputProfile") for it in intents]
    for it in intents:
        report.must("/DestOutputProfileRef" not in it, "6.2.3", "the profile is in the file")
        report.must("/OutputConditionIdentifier" in it, "6.2.3", "the intent is named")
    report.must(len({it.objgen for it in profiles if it is not None}) <= 1, "6.2.3", "all intents have one profile")
    for it in profiles[:1]:
        report.must(isinstance(it, Stream), "6.2.3", "a profile")
        if isinstance(it, Stream):
            profile(it, report, (b"prtr", b"mntr"))
            return get(it, "/N")
    return None


def profile(it, report, classes=(b"prtr", b"mntr", b"scnr", b"spac")):
    data = it.read_bytes()
    count = {b"GRAY": 1, b"RGB ": 3, b"Lab ": 3, b"CMYK": 4}.get(data[16:20])
    report.must(data[36:40] == b"acsp" and struct.unpack(">I", data[:4])[0] == len(data), "6.2.4.2", "an ICC profile, whole")
    report.must(data[8] <= 4, "6.2.4.2", "an ICC profile of version 4 at most", data[8])
    report.must(data[12:16] in classes, "6.2.4.2", "the class of the profile", data[12:16])
    report.must(count == get(it, "/N"), "6.2.4.2", "as many components as the profile has", get(it, "/N"))


def colour(space, resources, output, report):
    """Checks 6.2.4.3: the colour spaces that a colour space is based on."""
    if space is None:
        return
    if isinstance(space, Array):
        name = str(space[0])
        if name == "/ICCBased":
            profile(space[1], report)
        elif name in ("/Indexed", "/I", "/Pattern") and 1 < len(space):
            colour(space[1], resources, output, report)
        elif name in ("/Separation", "/DeviceN"):
            colour(space[2], resources, output, report)
            report.must(name != "/DeviceN" or len(space[1]) <= 32, "6.1.13", "32 colourants at most")
        return
    name = {"/G": "/DeviceGray", "/RGB": "/DeviceRGB", "/CMYK": "/DeviceCMYK"}.get(str(space), str(space))
    own = get(get(resources, "/ColorSpace", Dictionary()), str(space))
    if own is not None:
        return colour(own, Dictionary(), output, report)
    named = get(resources, "/ColorSpace", Dictionary())
    need = {"/DeviceRGB": (3, "/DefaultRGB"), "/DeviceCMYK": (4, "/DefaultCMYK"), "/DeviceGray": (None, "/DefaultGray")}
    if name in need:
        count, default = need[name]
        fine = default in named or (output is not None if count is None else output == count)
        report.must(fine, "6.2.4.3", "what a device's colours mean is told", name)
    else:
        report.must(name == "/Pattern", "6.2.4.3", "a known colour space", name)


def graphics_state(it, report):
    report.must("/TR" not in it, "6.2.5", "no transfer function")
    report.must(str(get(it, "/TR2", "/Default")) == "/Default", "6.2.5", "no transfer function TR2")
    report.must("/HTP" not in it, "6.2.5", "no halftone phase")
    halftone = get(it, "/HT")
    if isinstance(halftone, (Dictionary, Stream)):
        report.must(get(halftone, "/HalftoneType") in (1, 5), "6.2.5", "halftones of type 1 and 5")
        report.must("/HalftoneName" not in halftone, "6.2.5", "halftones without names")
    intent(get(it, "/RI"), report)
    blend = get(it, "/BM", Name("/Normal"))
    for one in blend if isinstance(blend, Array) else [blend]:
        report.must(str(one) in BLENDS, "6.2.10", "blend modes of the standard", one)


class Content:
    """Checks one content stream and the resources it uses: 6.2.2."""

    def __init__(self, output, report, fonts):
        self.output, self.report, self.fonts, self.done = output, report, fonts, set()

    def read(self, holder, resources, tagged):
        if getattr(holder, "is_indirect", False):
            if holder.objgen in self.done:
                return
            self.done.add(holder.objgen)
        report, marked, depth, font, mode = self.report, 0, 0, None, 0
        for operands, operator in pikepdf.parse_content_stream(holder):
            op = str(operator)
            report.must(op in OPERATORS, "6.2.2", "operators of the standard", op)
            for it in operands:
                limits(it, report)
            if op == "q":
                depth += 1
                report.must(depth <= 28, "6.1.13", "28 saved states at most")
            elif op == "Q":
                depth -= 1
                report.must(0 <= depth, "6.2.2", "what is restored was saved")
            elif op in ("BMC", "BDC"):
                marked += 1
            elif op == "EMC":
                marked -= 1
            elif op == "ri":
                intent(operands[0], report)
            elif op in ("CS", "cs"):
                colour(operands[0], resources, self.output, report)
            elif op in ("RG", "rg", "K", "k", "G", "g"):
                name = {"R": "/DeviceRGB", "K": "/DeviceCMYK", "G": "/DeviceGray"}[op[0].upper()]
                colour(Name(name), Dictionary(ColorSpace={
                    k: v for k, v in get(resources, "/ColorSpace", Dictionary()).items() if k.startswith("/Default")
                }), self.output, report)
            elif op == "gs":
                graphics_state(self.named(resources, "/ExtGState", operands[0]), report)
            elif op == "sh":
                colour(get(self.named(resources, "/Shading", operands[0]), "/ColorSpace"), resources, self.output, report)
            elif op in ("SCN", "scn") and operands and isinstance(operands[-1], Name):
                self.pattern(self.named(resources, "/Pattern", operands[-1]), resources)
            elif op == "Tf":
                font = self.named(resources, "/Font", operands[0])
            elif op == "Tr":
                mode = int(operands[0])
            elif op in ("Tj", "TJ", "'", '"'):
                texts = operands[-1] if isinstance(operands[-1], Array) else [operands[-1]]
                shown = b"".join(bytes(it) for it in texts if isinstance(it, String))
                report.must(font is not None, "6.2.11", "texts have a font")
                if font is not None and mode != 3:
                    self.fonts.setdefault(font.objgen, (font, set()))[1].update(codes(font, shown))
            elif op == "Do":
                self.object(self.named(resources, "/XObject", operands[0]), resources, 0 < marked or tagged)
            if op in ("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "INLINE IMAGE"):
                report.must(0 < marked or tagged, "tags", "everything painted is tagged or marked as an artifact", op)
        report.must(depth == 0 and marked == 0, "6.2.2", "what is opened is closed")

    def named(self, resources, kind, name):
        it = get(get(resources, kind), str(name))
        self.report.must(it is not None, "6.2.2", "what is used is among the resources", name)
        return it

    def object(self, it, resources, tagged):
        if it is None:
            return
        kind = str(get(it, "/Subtype"))
        self.report.must(kind in ("/Image", "/Form"), "6.2.9", "pictures and forms", kind)
        if kind == "/Image":
            if not get(it, "/ImageMask", False) and str(get(it, "/Filter", "")) != "/JPXDecode":
                self.report.must("/ColorSpace" in it, "6.2.8", "a picture's colour space")
            colour(get(it, "/ColorSpace"), resources, self.output, self.report)
        else:
            group = get(it, "/Group")
            if group is not None:
                colour(get(group, "/CS"), Dictionary(), self.output, self.report)
            self.report.must("/Resources" in it, "6.2.2", "forms name their own resources")
            self.read(it, get(it, "/Resources", Dictionary()), tagged)

    def pattern(self, it, resources):
        if it is None:
            return
        if get(it, "/PatternType") == 1:
            self.read(it, get(it, "/Resources", Dictionary()), True)
        else:
            colour(get(get(it, "/Shading"), "/ColorSpace"), resources, self.output, self.report)


# 6.2.11: fonts -------------------------------------------------------------------------------------------------------

def codes(font, text):
    if str(get(font, "/Subtype")) == "/Type0":
        return struct.unpack(f">{len(text) // 2}H", text[:len(text) // 2 * 2])
    return text


def font(it, used, report):
    kind, name = str(get(it, "/Subtype")), str(get(it, "/BaseFont", "?"))
    report.must(kind in ("/Type0", "/Type1", "/MMType1", "/TrueType", "/Type3"), "6.2.11.2", "types of fonts", kind)
    report.must("/ToUnicode" in it, "copy", "characters can be copied", name)
    if "/ToUnicode" in it:
        told_of = mapped(it.ToUnicode.read_bytes().decode("latin-1"))
        missing = sorted(used - told_of)
        report.must(not missing, "copy", f"every code of {name} is a character", missing[:5])
    if kind == "/Type3":
        return
    if kind != "/Type0":
        report.must(False, "6.2.11", "fonts are composite here", kind)
        return
    down = it.DescendantFonts[0]
    report.must(str(get(it, "/Encoding")) in ("/Identity-H", "/Identity-V"), "6.2.11.3", "a CMap that is known", get(it, "/Encoding"))
    info = down.CIDSystemInfo
    report.must(isinstance(get(info, "/Supplement"), int) and "/Registry" in info and "/Ordering" in info,
              "6.2.11.3", "the characters of a font are named")
    descriptor = down.FontDescriptor
    report.must(re.match(r"/[A-Z]{6}\+", name), "6.2.11.4", "a subset is named as one", name)
    report.must(str(descriptor.FontName) == str(down.BaseFont), "6.2.11.4", "the font has one name", descriptor.FontName)
    if "/CIDSet" in descriptor:
        bits = descriptor.CIDSet.read_bytes()
        out = [it for it in used if len(bits) <= it // 8 or not bits[it // 8] >> (7 - it % 8) & 1]
        report.must(not out, "6.2.11.4.2", "CIDSet names every glyph", out[:5])
    truetype, cff = get(descriptor, "/FontFile2"), get(descriptor, "/FontFile3")
    report.must((truetype is None) != (cff is None), "6.2.11.4.1", "the font is embedded, once", name)
    if truetype is not None:
        report.must("/CIDToGIDMap" in down, "6.2.11.3.2", "which glyph is which", name)
        face = TTFont(io.BytesIO(truetype.read_bytes()))
        units, advance = face["head"].unitsPerEm, [it[0] for it in face["hmtx"].metrics.values()]
        order = face.getGlyphOrder()
        width = lambda cid: face["hmtx"][order[cid]][0] if cid < len(order) else None
    elif cff is not None:
        form = str(get(cff, "/Subtype"))
        report.must(form in ("/CIDFontType0C", "/OpenType"), "6.2.11.2", "the form of an embedded font", form)
        data = cff.read_bytes()
        if form == "/OpenType":
            face = TTFont(io.BytesIO(data))["CFF "].cff
        else:
            face = CFFFontSet()
            face.decompile(io.BytesIO(data), None)
        top = face[face.fontNames[0]]
        matrix = getattr(top, "FontMatrix", None)
        glyphs = top.CharStrings
        by_cid = {int(it[3:]) if it.startswith("cid") else 0: it for it in glyphs.keys()}
        if not hasattr(top, "ROS"):
            by_cid = dict(enumerate(top.charset))
        units = None

        def width(cid):
            if cid not in by_cid:
                return None
            one = glyphs[by_cid[cid]]
            one.draw(_Nothing())
            return one.width
    else:
        return
    missing = [it for it in sorted(used) if width(it) is None]
    report.must(not missing, "6.2.11.4.1", f"every glyph that is used is in {name}", missing[:5])
    report.must(0 not in used, "6.2.11.8", f"no .notdef of {name} is shown")
    said = widths(down)
    if units is None:
        units = round(1 / matrix[0]) if matrix else 1000
    wrong = []
    for it in sorted(used):
        real = width(it)
        if real is not None and 1 < abs(said.get(it, get(down, "/DW", 1000)) - real * 1000 / units):
            wrong.append((it, float(said.get(it, get(down, "/DW", 1000))), real))
    report.must(not wrong, "6.2.11.5", f"widths agree with those of {name}", wrong[:3])


class _Nothing:
    """A pen that draws nothing: the width of a charstring is known once it has been drawn."""

    def __getattr__(self, name):
        return lambda *_: None


def widths(down):
    all, at, out = list(get(down, "/W", Array([]))), 0, {}
    while at < len(all):
        if isinstance(all[at + 1], Array):
            out.update({int(all[at]) + i: float(it) for i, it in enumerate(all[at + 1])})
            at += 2
        else:
            out.update({it: float(all[at + 2]) for it in range(int(all[at]), int(all[at + 1]) + 1)})
            at += 3
    return out


def mapped(cmap):
    """The codes to which a ToUnicode CMap gives characters other than U+0000, U+FEFF or U+FFFE."""
    out = set()
    for block in re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.S):
        for code, to in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>", block):
            if to and to.upper() not in ("0000", "FEFF", "FFFE"):
                out.add(int(code, 16))
    for block in re.findall(r"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last in re.findall(r"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*[<\[]", block):
            out.update(range(int(first, 16), int(last, 16) + 1))
    return out


# 6.3 to 6.11 ---------------------------------------------------------------------------------------------------------

def annotation(it, report):
    kind = str(get(it, "/Subtype"))
    report.must(kind in ANNOTATIONS, "6.3.1", "kinds of annotations", kind)
    if kind == "/Popup":
        return
    flags = get(it, "/F")
    report.must(flags is not None and flags & 4 and not flags & (1 | 2 | 32 | 256), "6.3.2", "annotations are printed", flags)
    if kind != "/Link":
        report.must("/AP" in it, "6.3.3", "annotations have an appearance", kind)


def actions(every, report):
    for it in every:
        kind = get(it, "/S")
        if (get(it, "/Type") == Name("/Action") or "/JS" in keys(it)) or (isinstance(kind, Name) and "/D" in keys(it)):
            report.must(kind is None or str(kind) in ACTIONS or str(kind) in ("/D", "/R"), "6.5.1", "no action but going somewhere", kind)
        report.must("/JS" not in keys(it), "6.5.1", "no scripts")
        report.must("/AA" not in keys(it), "6.5.2", "nothing acts by itself")
        report.must(str(get(it, "/Type", "")) != "/Filespec" and "/EF" not in keys(it), "6.8", "no embedded or foreign files")
    return report


def metadata(pdf, report):
    meta = get(pdf.Root, "/Metadata")
    report.must(isinstance(meta, Stream), "6.6.2", "metadata")
    if not isinstance(meta, Stream):
        return
    data = meta.read_bytes()
    report.must("/Filter" not in meta, "6.6.2", "metadata that every program can read")
    head = re.search(rb"<\?xpacket begin=.*?\?>", data)
    report.must(head and b"bytes=" not in head[0] and b"encoding=" not in head[0], "6.6.2.1", "the head of the packet")
    try:
        tree = etree.fromstring(data)
    except etree.XMLSyntaxError as wrong:
        return report.must(False, "6.6.2.1", "well-formed metadata", wrong)
    every = [(it.tag, (it.text or "").strip()) for it in tree.iter() if isinstance(it.tag, str)]
    every += [(name, value) for it in tree.iter() if isinstance(it.tag, str) for name, value in it.attrib.items()]
    value = lambda name: [text for tag, text in every if tag == PDFAID + name]
    report.must(value("part") == ["2"] and value("conformance") == ["B"], "6.6.4", "it says PDF/A-2, level B",
              (value("part"), value("conformance")))
    prefixes = {it.prefix for it in tree.iter() if isinstance(it.tag, str) and it.prefix}
    described = {text for tag, text in every if tag == "{http://www.aiim.org/pdfa/ns/schema#}prefix"}
    report.must(prefixes <= XMP | described, "6.6.2.3", "properties of known schemas", sorted(prefixes - XMP - described))
    said = " ".join(text for _, text in every)
    for name in ("/Title", "/Author", "/Creator", "/Keywords"):
        if name in pdf.trailer.get("/Info", {}):
            report.must(str(pdf.trailer.Info[name]) in said, "metadata", "both kinds of metadata say the same", name)
    for name in ("/CreationDate", "/ModDate"):
        if name in pdf.trailer.get("/Info", {}):
            text = str(pdf.trailer.Info[name])
            day = f"{text[2:6]}-{text[6:8]}-{text[8:10]}"
            report.must(day in said, "metadata", "both kinds of metadata have one day", text)
    report.must("/Title" in pdf.trailer.get("/Info", {}), "metadata", "a title")


def structure(pdf, report):
    report.must(get(get(pdf.Root, "/MarkInfo"), "/Marked", False) is True, "tags", "the file is tagged")
    report.must(not get(get(pdf.Root, "/MarkInfo"), "/Suspects", False), "tags", "and trusts its tags")
    report.must("/StructTreeRoot" in pdf.Root, "tags", "a structure")
    report.must(len(str(get(pdf.Root, "/Lang", ""))) > 1, "tags", "a language")
    report.must("/Outlines" in pdf.Root, "bookmarks", "bookmarks")
    for page in pdf.pages:
        report.must("/StructParents" in page, "tags", "every page belongs to the structure")
        box = [float(it) for it in page.MediaBox]
        report.must(3 <= box[2] - box[0] <= 14400 and 3 <= box[3] - box[1] <= 14400, "6.1.13", "the size of a page", box)


def catalog(pdf, report):
    for name, clause, rule in (("/OCProperties", "6.9", "no layers"), ("/Requirements", "6.11", "no requirements"),
                               ("/AcroForm", "6.4", "no forms"), ("/Collection", "6.8", "no portfolio"),
                               ("/NeedsRendering", "6.4.2", "no XFA")):
        report.must(name not in pdf.Root, clause, rule)
    names = get(pdf.Root, "/Names", Dictionary())
    for name in ("/EmbeddedFiles", "/JavaScript", "/AlternatePresentations"):
        report.must(name not in names, "6.8", "no embedded files, scripts or presentations", name)
    perms = get(pdf.Root, "/Perms", Dictionary())
    report.must(set(perms.keys()) <= {"/UR3", "/DocMDP"}, "6.1.12", "permissions")
    action = get(pdf.Root, "/OpenAction")
    report.must(action is None or isinstance(action, Array) or str(get(action, "/S")) in ACTIONS, "6.5.1", "what is done on opening")
    for page in pdf.pages:
        for name in ("/PresSteps", "/Trans", "/Dur"):
            report.must(name not in page, "6.10", "no presentation", name)


def check(path):
    report = Report()
    raw = open(path, "rb").read()
    try:
        pdf = pikepdf.open(path)
    except pikepdf.PdfError as wrong:
        report.must(False, "6.1", "a PDF", wrong)
        return report.lines
    with pdf:
        try:
            rules(raw, pdf, report)
        except pikepdf.PdfError as wrong:
            report.must(False, "6.1", "what is there can be read", wrong)
    return report.lines


def rules(raw, pdf, report):
    file_structure(raw, pdf, report)
    every = []
    walk(pdf.trailer, report, set(), every)
    output = output_space(pdf, report)
    fonts = {}
    content = Content(output, report, fonts)
    for page in pdf.pages:
        group = get(page.obj, "/Group")
        if group is not None:
            colour(get(group, "/CS"), Dictionary(), output, report)
        report.must("/Resources" in page.obj, "6.2.2", "pages name their own resources")
        content.read(page, get(page.obj, "/Resources", Dictionary()), False)
        for it in get(page.obj, "/Annots", Array([])):
            annotation(it, report)
    for it, used in fonts.values():
        font(it, used, report)
    actions(every, report)
    metadata(pdf, report)
    structure(pdf, report)
    catalog(pdf, report)


if __name__ == "__main__":
    wrong = {path: check(path) for path in sys.argv[1:]}
    for path, lines in wrong.items():
        said = pdf_oxide.PdfDocument(path).validate_pdf_a("2b")
        lines += [] if said["valid"] else [f"pdf_oxide {said['errors']}"]
    for path, lines in wrong.items():
        for line in lines:
            print(f"{path}: {line}")
    sys.exit(any(wrong.values()))
