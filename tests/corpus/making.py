"""Small real files, made in code: PDF, DOCX."""

import io
from collections.abc import Iterable, Mapping, Sequence


def make_pdf(pages: Sequence[Sequence[str]], labels: str = "", info: Mapping[str, str] | None = None) -> bytes:
    """A PDF whose pages hold these lines; `labels` is the inside of its page label tree."""
    kids = " ".join(f"{4 + 2 * at} 0 R" for at in range(len(pages)))
    tree = f"/PageLabels << /Nums [{labels}] >>" if labels else ""
    objects = [
        f"<< /Type /Catalog /Pages 2 0 R {tree} >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    ]
    for at, lines in enumerate(pages):
        shown = "BT /F1 11 Tf 14 TL 72 760 Td " + " ".join(f"({line}) Tj T*" for line in lines) + " ET"
        resources = f"/Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * at} 0 R"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] {resources} >>")
        objects.append(f"<< /Length {len(shown)} >>\nstream\n{shown}\nendstream")
    trailer = f"/Size {len(objects) + 1} /Root 1 0 R"
    if info:
        objects.append("<< " + " ".join(f"/{key} ({value})" for key, value in info.items()) + " >>")
        trailer = f"/Size {len(objects) + 1} /Root 1 0 R /Info {len(objects)} 0 R"
    return _numbered(objects, trailer)


def _numbered(objects: Iterable[str], trailer: str) -> bytes:
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(f"{number} 0 obj\n{content}\nendobj\n".encode("cp1252"))
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    start = out.tell()
    out.write(f"xref\n0 {len(places) + 1}\n0000000000 65535 f \n{table}".encode())
    out.write(f"trailer << {trailer} >>\nstartxref\n{start}\n%%EOF".encode())
    return out.getvalue()


def encrypted(whole: bytes, to_open: str, to_change: str) -> bytes:
    """The PDF, encrypted with a password to open it, which may be blank, and one to change it."""
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(whole)))
    writer.encrypt(to_open, to_change)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
