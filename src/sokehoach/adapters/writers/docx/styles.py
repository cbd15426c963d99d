"""Styles of an official document: Times New Roman, black, sizes of NĐ 30/2020, Phụ lục I, Mục V."""

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

_FONT = '<w:rFonts w:ascii="{0}" w:hAnsi="{0}" w:eastAsia="{0}" w:cs="{0}"/>'.format("Times New Roman")
_BODY = '<w:spacing w:before="0" w:after="120" w:line="276" w:lineRule="auto"/><w:ind w:firstLine="720"/>'

_GRID = "".join(
    f'<w:{border_side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for border_side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_DEFAULTS = f"""
<w:docDefaults>
  <w:rPrDefault><w:rPr>{_FONT}<w:color w:val="000000"/><w:sz w:val="28"/><w:szCs w:val="28"/>
    <w:lang w:val="vi-VN" w:eastAsia="vi-VN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>
  <w:pPrDefault><w:pPr>
    <w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault>
</w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>
<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">
  <w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>
<w:style w:type="numbering" w:default="1" w:styleId="NoList">
  <w:name w:val="No List"/><w:uiPriority w:val="99"/><w:semiHidden/></w:style>
<w:style w:type="table" w:default="1" w:styleId="TableNormal">
  <w:name w:val="Normal Table"/><w:uiPriority w:val="99"/><w:semiHidden/>
  <w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>
    <w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>
    <w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>
<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/><w:basedOn w:val="TableNormal"/>
  <w:tblPr><w:tblBorders>{_GRID}</w:tblBorders></w:tblPr></w:style>
"""


def _format_size(points: int) -> str:
    return f'<w:sz w:val="{points * 2}"/><w:szCs w:val="{points * 2}"/>'


_CENTRED = '<w:jc w:val="center"/>'
_JUSTIFIED = '<w:jc w:val="both"/>'

# style id → name, paragraph properties, run properties
_PARAGRAPHS = {
    "BodyText": ("Body Text", _BODY + _JUSTIFIED, ""),
    "Heading1": ("heading 1", f'<w:keepNext/>{_BODY}{_JUSTIFIED}<w:outlineLvl w:val="0"/>', "<w:b/>"),
    "Heading2": ("heading 2", f'<w:keepNext/>{_BODY}{_JUSTIFIED}<w:outlineLvl w:val="1"/>', "<w:b/>"),
    "Heading3": ("heading 3", f'<w:keepNext/>{_BODY}{_JUSTIFIED}<w:outlineLvl w:val="2"/>', ""),
    "Title": ("Title", f"<w:keepNext/>{_CENTRED}", "<w:b/>"),
    "List": ("List", '<w:jc w:val="left"/>', ""),
    "Caption": ("caption", f'<w:keepNext/><w:spacing w:before="120" w:after="60"/>{_CENTRED}', "<w:b/>"),
    "Header": ("header", _CENTRED, _format_size(13)),
    "Footer": ("footer", _CENTRED, "<w:i/>" + _format_size(11)),
    "Letterhead": ("Letterhead", _CENTRED, _format_size(12)),
    "TableText": ("Table Text", '<w:spacing w:before="40" w:after="40"/>', _format_size(12)),
    "TableNote": ("Table Note", '<w:spacing w:before="60" w:after="60"/>', "<w:i/>" + _format_size(12)),
}
_CUSTOM_STYLES = {"Letterhead", "TableText", "TableNote"}  # Word must know that these styles are not built in


def build_styles() -> list[BaseOxmlElement]:
    """Build the children of the styles part, replacing the 400 kB of the library's blank document."""
    paragraphs = "".join(
        f'<w:style w:type="paragraph" w:styleId="{code}" w:customStyle="{int(code in _CUSTOM_STYLES)}">'
        f'<w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:qFormat/>'
        f"<w:pPr>{layout}</w:pPr><w:rPr>{looks}</w:rPr></w:style>"
        for code, (name, layout, looks) in _PARAGRAPHS.items()
    )
    return list(parse_xml(f"<w:styles {nsdecls('w')}>{_DEFAULTS}{paragraphs}</w:styles>"))


def build_settings() -> list[BaseOxmlElement]:
    """Build the children of the settings part: current layout rules, Vietnamese separators."""
    namespace = "http://schemas.microsoft.com/office/word"
    return list(
        parse_xml(
            f"<w:settings {nsdecls('w')}><w:zoom w:percent='100'/><w:defaultTabStop w:val='720'/>"
            f"<w:characterSpacingControl w:val='doNotCompress'/>"
            f"<w:compat><w:compatSetting w:name='compatibilityMode' w:uri='{namespace}' w:val='15'/></w:compat>"
            f"<w:themeFontLang w:val='vi-VN'/>"
            f"<w:decimalSymbol w:val=','/><w:listSeparator w:val=';'/></w:settings>"
        )
    )
