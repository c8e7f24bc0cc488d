"""Breaks a good PDF file in one way after another and checks that `check.py` reports each, so that no rule there holds
by accident.

    python damage.py GOOD.pdf
"""

import io
import re
import sys
import tempfile
from pathlib import Path

import pikepdf
from check import check
from pikepdf import Array, Dictionary, Name, Stream, String


def script(pdf):
    return pdf.make_indirect(Dictionary(Type=Name.Action, S=Name.JavaScript, JS=String("app.alert(1)")))


def page(pdf):
    return pdf.pages[0].obj


def content(pdf, before=b"", after=b""):
    data = b"\n".join([before, pdf.pages[0].obj.Contents.read_bytes(), after])
    page(pdf).Contents = pdf.make_stream(data)


def some(pdf, holds):
    return next(it for it in pdf.objects if isinstance(it, (Dictionary, Stream)) and holds(it))


def descriptor(pdf):
    return some(pdf, lambda it: it.get("/Type") == Name.FontDescriptor)


def composite(pdf):
    return some(pdf, lambda it: it.get("/Subtype") == Name.Type0)


def remove(it, *names):
    for name in names:
        if name in it:
            del it[name]


def put(it, **more):
    for name, value in more.items():
        it["/" + name] = value


def image(pdf, **more):
    it = Stream(pdf, b"\0\0\0", Type=Name.XObject, Subtype=Name.Image, Width=1, Height=1, BitsPerComponent=8,
                ColorSpace=Name.DeviceRGB, **more)
    page(pdf).Resources.XObject = Dictionary(page(pdf).Resources.get("/XObject", Dictionary()))
    page(pdf).Resources.XObject["/Hurt"] = pdf.make_indirect(it)
    content(pdf, after=b"/Artifact BMC /Hurt Do EMC")


def state(pdf, **more):
    page(pdf).Resources.ExtGState = Dictionary(page(pdf).Resources.get("/ExtGState", Dictionary()))
    page(pdf).Resources.ExtGState["/Hurt"] = Dictionary(**more)
    content(pdf, before=b"q /Hurt gs Q")


def annotation(pdf, **more):
    it = dict(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), F=4) | more
    page(pdf).Annots = Array([pdf.make_indirect(Dictionary({"/" + k: v for k, v in it.items() if v is not None}))])


def meta(pdf, old, new):
    data = pdf.Root.Metadata.read_bytes()
    assert re.search(old, data), old
    pdf.Root.Metadata.write(re.sub(old, new, data))


def intent(pdf):
    return pdf.Root.OutputIntents[0]


def icc(pdf, at, new):
    profile = intent(pdf).DestOutputProfile
    data = bytearray(profile.read_bytes())
    data[at:at + len(new)] = new
    profile.write(bytes(data))


def widths(pdf):
    down = composite(pdf).DescendantFonts[0]
    down.W, down.DW = Array([]), 77


def unmapped(pdf):
    for it in pdf.objects:
        if isinstance(it, Dictionary) and it.get("/Subtype") == Name.Type0:
            it.ToUnicode = pdf.make_stream(b"begincmap endcmap")


def shown(pdf, code):
    name = next(iter(page(pdf).Resources.Font.keys()))
    content(pdf, after=b"/Artifact BMC BT " + name.encode() + b" 9 Tf <" + code + b"> Tj ET EMC")


# The rule that must be reported, and the change to the objects of the file.
OBJECTS = [
    ("6.1.3 an identifier", lambda it: remove(it.trailer, "/ID")),
    ("6.1.7.1 no stream", lambda it: put(page(it).Contents, F=String("a"))),
    ("6.1.13 whole numbers", lambda it: put(page(it), Hurt=2**33)),
    ("6.1.13 strings", lambda it: put(page(it), Hurt=String("a" * 40000))),
    ("6.1.13 names", lambda it: put(page(it), Hurt=Name("/" + "a" * 200))),
    ("6.1.13 28 saved", lambda it: content(it, before=b"q " * 40 + b"Q " * 40)),
    ("6.1.13 the size", lambda it: put(page(it), MediaBox=Array([0, 0, 1, 1]))),
    ("6.1.12 permissions", lambda it: put(it.Root, Perms=Dictionary(Hurt=1))),
    ("6.2.2 operators", lambda it: content(it, after=b"/a hurt")),
    ("6.2.2 what is opened", lambda it: content(it, after=b"q")),
    ("6.2.2 what is used", lambda it: remove(page(it), "/Resources")),
    ("6.2.3 an output intent", lambda it: remove(it.Root, "/OutputIntents")),
    ("6.2.3 a profile", lambda it: remove(intent(it), "/DestOutputProfile")),
    ("6.2.3 the intent is named", lambda it: remove(intent(it), "/OutputConditionIdentifier")),
    ("6.2.4.2 an ICC profile, whole", lambda it: icc(it, 36, b"hurt")),
    ("6.2.4.2 an ICC profile of version", lambda it: icc(it, 8, b"\5")),
    ("6.2.4.2 the class", lambda it: icc(it, 12, b"link")),
    ("6.2.4.2 as many", lambda it: icc(it, 16, b"CMYK")),
    ("6.2.4.3 what a device", lambda it: content(it, after=b"0 0 0 1 k")),
    ("6.2.4.3 a known", lambda it: content(it, after=b"/Hurt cs")),
    ("6.2.5 no transfer function", lambda it: state(it, TR=Name.Identity)),
    ("6.2.5 no transfer function TR2", lambda it: state(it, TR2=Name.Identity)),
    ("6.2.5 halftones", lambda it: state(it, HT=Dictionary(HalftoneType=6))),
    ("6.2.6 rendering", lambda it: state(it, RI=Name.Hurt)),
    ("6.2.8 pictures are not", lambda it: image(it, Interpolate=True)),
    ("6.2.8 pictures without", lambda it: image(it, Alternates=Array([]))),
    ("6.2.9 no PostScript", lambda it: put(it.Root, Hurt=it.make_indirect(Stream(it, b"", Subtype=Name.PS)))),
    ("6.2.10 blend", lambda it: state(it, BM=Name.Hurt)),
    ("6.2.11.4.1 the font", lambda it: remove(descriptor(it), "/FontFile2", "/FontFile3")),
    ("6.2.11.4.1 every glyph", lambda it: shown(it, b"fffe")),
    ("6.2.11.8 no .notdef", lambda it: shown(it, b"0000")),
    ("6.2.11.4 a subset", lambda it: put(composite(it), BaseFont=Name("/Hurt"))),
    ("6.2.11.5 widths", widths),
    ("6.2.11.3 a CMap", lambda it: put(composite(it), Encoding=Name("/Hurt-H"))),
    ("copy every code", unmapped),
    ("copy characters", lambda it: remove(composite(it), "/ToUnicode")),
    ("6.3.1 kinds", lambda it: annotation(it, Subtype=Name.Movie)),
    ("6.3.2 annotations", lambda it: annotation(it, F=None)),
    ("6.3.2 annotations", lambda it: annotation(it, F=6)),
    ("6.3.3 annotations", lambda it: annotation(it, Subtype=Name.Stamp)),
    ("6.4 no forms", lambda it: put(it.Root, AcroForm=Dictionary(Fields=Array([])))),
    ("6.5.1 no scripts", lambda it: put(it.Root, OpenAction=script(it))),
    ("6.5.1 no action", lambda it: annotation(it, A=Dictionary(Type=Name.Action, S=Name.Launch))),
    ("6.5.2 nothing acts", lambda it: put(page(it), AA=Dictionary())),
    ("6.6.2 metadata", lambda it: remove(it.Root, "/Metadata")),
    ("6.6.2.3 properties", lambda it: meta(it, rb"</pdfaid:part>", b"</pdfaid:part><a:b xmlns:a='hurt'/>")),
    ("6.6.4 it says", lambda it: meta(it, rb"<pdfaid:part>2", b"<pdfaid:part>1")),
    ("6.6.4 it says", lambda it: meta(it, rb"<pdfaid:conformance>B", b"<pdfaid:conformance>A")),
    ("6.8 no embedded", lambda it: put(it.Root, Names=Dictionary(EmbeddedFiles=Dictionary(Names=Array([]))))),
    ("6.8 no embedded", lambda it: put(it.Root, Hurt=it.make_indirect(Dictionary(Type=Name.Filespec)))),
    ("6.9 no layers", lambda it: put(it.Root, OCProperties=Dictionary())),
    ("6.10 no presentation", lambda it: put(page(it), Trans=Dictionary())),
    ("6.11 no requirements", lambda it: put(it.Root, Requirements=Array([]))),
    ("metadata both kinds of metadata say", lambda it: put(it.trailer.Info, Title=String("hurt"))),
    ("metadata both kinds of metadata have", lambda it: put(it.trailer.Info, CreationDate=String("D:19990101"))),
    ("metadata a title", lambda it: remove(it.trailer.Info, "/Title")),
    ("tags the file", lambda it: remove(it.Root, "/MarkInfo")),
    ("tags a structure", lambda it: remove(it.Root, "/StructTreeRoot")),
    ("tags a language", lambda it: remove(it.Root, "/Lang")),
    ("tags every page", lambda it: remove(page(it), "/StructParents")),
    ("tags everything", lambda it: content(it, after=b"0 0 9 9 re f")),
    ("bookmarks bookmarks", lambda it: remove(it.Root, "/Outlines")),
]

# The rule that must be reported, and the change to the bytes of the file.
BYTES = [
    ("6.1.2 the header", lambda it: b"%PDF-2.0" + it[8:]),
    ("6.1.2 a comment", lambda it: it[:10] + b"abcd" + it[14:]),
    ("6.1.3 nothing follows", lambda it: it + b"more"),
    ("6.1 a PDF", lambda it: b"a letter"),
    ("6.1.7.2 filters", lambda it: it.replace(b"/FlateDecode", b"/LZWDecode  ", 1)),
    # pikepdf repairs these two when it saves.
    ("6.6.2.1 well-formed", lambda it: it.replace(b"</rdf:RDF>", b"</rdf:RDX>")),
    ("6.6.2.1 the head", lambda it: it.replace(b'id="W5M0MpCehi', b'bytes="9" id="')),
    ("6.1", lambda it: it[:len(it) * 2 // 3]),
]


def main(good):
    lines = check(good)
    assert not lines, lines
    unreported = []
    with tempfile.TemporaryDirectory() as away:
        hurt = str(Path(away) / "hurt.pdf")
        for want, damage in OBJECTS:
            with pikepdf.open(good) as pdf:
                damage(pdf)
                out = io.BytesIO()
                # qpdf writes an identifier of its own.
                pdf.save(out, static_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
            data = out.getvalue()
            if want == "6.1.3 an identifier":
                data = re.sub(rb"/ID \[[^\]]*\]", lambda it: b" " * len(it[0]), data)
            Path(hurt).write_bytes(data)
            reported = check(hurt)
            if not any(it.startswith(want) for it in reported):
                unreported.append((want, reported))
        for want, damage in BYTES:
            Path(hurt).write_bytes(damage(Path(good).read_bytes()))
            reported = check(hurt)
            if not any(it.startswith(want) for it in reported):
                unreported.append((want, reported))
        with pikepdf.open(good) as pdf:
            pdf.save(hurt, encryption=pikepdf.Encryption(owner="a"))
        if not any(it.startswith("6.1.3 no encryption") for it in check(hurt)):
            unreported.append(("6.1.3 no encryption", []))
    for want, reported in unreported:
        print(f"not reported: {want}; but {reported}")
    print(f"{len(OBJECTS) + len(BYTES) + 1} damages, {len(unreported)} not reported")
    return 1 if unreported else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
