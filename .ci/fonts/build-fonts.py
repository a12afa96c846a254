#!/usr/bin/python3
"""Makes the app's four typefaces from the Debian packages fonts-inter, fonts-jetbrains-mono and fonts-noto-cjk.

JavaFX neither falls back from one bundled font to another nor switches OpenType features on. So each face is one file that
has all we need: Latin from Inter (figures of equal width) or JetBrains Mono (no ligatures), Chinese from Noto Sans CJK SC
(GB 2312 level 1, punctuation, and every character that the app's own sentences use). The families have names of their own,
so that an installed Inter of another version is never picked up instead.

Usage: build-fonts.py OUTPUT-DIR I18N-DIR    (needs python3-fonttools)
"""
import pathlib
import sys

from fontTools import subset
from fontTools.pens.cu2quPen import Cu2QuPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont, newTable

INTER = "/usr/share/fonts/opentype/inter/Inter-%s.otf"
MONO = "/usr/share/fonts/truetype/jetbrains-mono/JetBrainsMono-%s.ttf"
NOTO = "/usr/share/fonts/opentype/noto/NotoSansCJK-%s.ttc"
NOTO_SC = 2  # index of "Noto Sans CJK SC" in the collection

LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x2044, 0x20AC, 0x2122,
         *range(0x2190, 0x219A), 0x21BA, 0x2212, 0x2215, 0x2248, 0x2260, 0x2264, 0x2265, 0x25B8, 0x25BE, 0x25CF, 0x2318,
         0x2713, 0x2715, 0x00BD, 0x00F7, 0x00D7, 0x2423]


def chinese(i18n):
    """GB 2312 rows 1 and 3 (punctuation, full width forms), 16 to 55 (level 1), and whatever our sentences contain."""
    points = set()
    for row in [1, 3, *range(16, 56)]:
        for cell in range(1, 95):
            try:
                points.add(ord(bytes((0xA0 + row, 0xA0 + cell)).decode("gb2312")))
            except (UnicodeDecodeError, TypeError):
                pass
    for file in pathlib.Path(i18n).glob("*_zh.properties"):
        points |= {ord(c) for c in file.read_text("utf-8") if ord(c) > 0x2E80}
    return points


def base(path):
    """The font cut down to what we draw, outlines as quadratic curves."""
    options = subset.Options()
    options.layout_features = ["kern", "mark", "mkmk", "ccmp", "tnum"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    options.hinting = True
    font = subset.load_font(path, options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=LATIN)
    subsetter.subset(font)
    figures(font)
    if "CFF " in font:
        quadratic(font)
    return font


def figures(font):
    """Puts the figures of equal width in the place of the default ones."""
    if "GSUB" not in font:
        return
    table = font["GSUB"].table
    lookups = {i for f in table.FeatureList.FeatureRecord if f.FeatureTag == "tnum" for i in f.Feature.LookupListIndex}
    mapping = {}
    for i in lookups:
        for sub in table.LookupList.Lookup[i].SubTable:
            sub = getattr(sub, "ExtSubTable", sub)
            mapping.update(getattr(sub, "mapping", {}))
    for cmap in font["cmap"].tables:
        for code, name in list(cmap.cmap.items()):
            if name in mapping:
                cmap.cmap[code] = mapping[name]


def quadratic(font):
    order = font.getGlyphOrder()
    outlines = font.getGlyphSet()
    glyphs = {}
    for name in order:
        pen = TTGlyphPen(outlines)
        outlines[name].draw(Cu2QuPen(pen, font["head"].unitsPerEm / 1000, reverse_direction=True))
        glyphs[name] = pen.glyph()
    font["loca"] = newTable("loca")
    font["glyf"] = table = newTable("glyf")
    table.glyphOrder, table.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(table)
        font["hmtx"].metrics[name] = (font["hmtx"].metrics[name][0], getattr(glyph, "xMin", 0))
    font.recalcBBoxes = True
    maxp = newTable("maxp")
    maxp.tableVersion = 0x00010000
    for field in ("maxZones maxTwilightPoints maxStorage maxFunctionDefs maxInstructionDefs maxStackElements "
                  "maxSizeOfInstructions maxComponentElements").split():
        setattr(maxp, field, 0)
    maxp.maxZones = 1
    maxp.numGlyphs = len(order)
    font["maxp"] = maxp
    del font["CFF "]
    font.sfntVersion = "\000\001\000\000"


def add_chinese(font, noto, points):
    scale = font["head"].unitsPerEm / noto["head"].unitsPerEm
    names = noto.getBestCmap()
    outlines = noto.getGlyphSet()
    known = font.getBestCmap()
    order = list(font.getGlyphOrder())
    glyf, hmtx = font["glyf"], font["hmtx"]
    for code in sorted(points - set(known)):
        if code not in names:
            continue
        pen = TTGlyphPen(None)
        outlines[names[code]].draw(TransformPen(Cu2QuPen(pen, 1.6 * scale, reverse_direction=True), (scale, 0, 0, scale, 0, 0)))
        name = "uni%04X" % code
        order.append(name)
        glyph = pen.glyph()
        glyf.glyphs[name] = glyph
        glyph.recalcBounds(glyf)
        hmtx.metrics[name] = (round(noto["hmtx"][names[code]][0] * scale), getattr(glyph, "xMin", 0))
        for cmap in font["cmap"].tables:
            if cmap.isUnicode() and (code < 0x10000 or cmap.format == 12):
                cmap.cmap[code] = name
    font.setGlyphOrder(order)
    glyf.glyphOrder = order
    font["maxp"].numGlyphs = len(order)


def rename(font, family):
    table = font["name"]
    table.names = [n for n in table.names if n.nameID in (0, 5, 13, 14)]
    for id, text in ((1, family), (2, "Regular"), (3, family + " for Flotilla"), (4, family), (6, family.replace(" ", ""))):
        table.setName(text, id, 3, 1, 0x409)
        table.setName(text, id, 1, 0, 0)
    font["OS/2"].usWeightClass = 400
    font["OS/2"].fsSelection = font["OS/2"].fsSelection & ~0x21 | 0x40
    font["head"].macStyle = 0


def main(out, i18n):
    points = chinese(i18n)
    regular = TTFont(NOTO % "Regular", fontNumber=NOTO_SC)
    bold = TTFont(NOTO % "Bold", fontNumber=NOTO_SC)
    for family, path, noto in (("Flotilla Sans", INTER % "Regular", regular), ("Flotilla Sans Medium", INTER % "Medium", None),
                               ("Flotilla Sans SemiBold", INTER % "SemiBold", bold),
                               ("Flotilla Mono", MONO % "Regular", regular)):
        font = base(path)
        if noto is not None:
            add_chinese(font, noto, points)
        rename(font, family)
        font["post"].formatType = 3.0
        for tag in ("DSIG", "STAT", "fvar", "meta", "GSUB", "cvt ", "fpgm", "prep", "gasp"):
            if tag in font and not (family == "Flotilla Mono" and tag in ("cvt ", "fpgm", "prep", "gasp")):
                del font[tag]
        target = pathlib.Path(out) / (family.replace(" ", "") + ".ttf")
        font.save(target)
        print(target, target.stat().st_size // 1024, "KB")


if __name__ == "__main__":
    main(*sys.argv[1:])
