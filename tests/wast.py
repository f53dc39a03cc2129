"""Reader of ``.wast`` scripts: commands with the text or bytes of their modules, and exact constants."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from fractions import Fraction

TOKEN = re.compile(
    r"""(?P<space>[\s]+|;;[^\n\r]*)|(?P<open>\()|(?P<close>\))|(?P<string>"(?:[^"\\]|\\.)*")"""
    r"""|(?P<atom>[^\s()";]+|;(?!;))""",
    re.DOTALL,
)
SKIP = re.compile(r'[^()";]+|"(?:[^"\\]|\\.)*"|;;[^\n\r]*|;', re.DOTALL)


class ScriptError(Exception):
    """The script is not one that this reader understands."""


@dataclass
class ModuleSource:
    """A module as a script gives it: its whole text, quoted text, bytes, or an instance of a definition."""

    kind: str  # text, quote, binary, instance
    name: str = ""
    text: str = ""
    data: bytes = b""
    definition: bool = False
    of: str = ""


@dataclass
class Command:
    """One top-level form: ``kind`` is its head, ``forms`` the operands that are not a module."""

    kind: str
    line: int
    forms: list[object] = field(default_factory=list)
    module: ModuleSource | None = None


def skip_comment(text: str, at: int) -> int:
    """Return where the block comment that starts at ``at`` ends (they nest)."""
    depth = 0
    for hit in re.compile(r"\(;|;\)").finditer(text, at):
        depth += 1 if hit.group() == "(;" else -1
        if depth == 0:
            return hit.end()
    raise ScriptError("unterminated comment")


def form_end(text: str, at: int) -> int:
    """Return the end of the form whose parenthesis is at ``at``."""
    depth = 0
    n = len(text)
    match = SKIP.match
    while at < n:
        c = text[at]
        if c == "(":
            if text.startswith("(;", at):
                at = skip_comment(text, at)
                continue
            depth += 1
            at += 1
        elif c == ")":
            depth -= 1
            at += 1
            if depth == 0:
                return at
        else:
            hit = match(text, at)
            if hit is None:
                raise ScriptError(f"stray character at {at}")
            at = hit.end()
    raise ScriptError("unterminated form")


ESCAPES = {"t": 9, "n": 10, "r": 13, '"': 34, "'": 39, "\\": 92}


def unquote(token: str) -> bytes:
    """Return the bytes of a string token."""
    body = token[1:-1]
    if "\\" not in body:
        return body.encode()
    out = bytearray()
    at = 0
    while at < len(body):
        c = body[at]
        if c != "\\":
            out += c.encode()
            at += 1
        elif body[at + 1] in ESCAPES:
            out.append(ESCAPES[body[at + 1]])
            at += 2
        elif body[at + 1] == "u":
            end = body.index("}", at)
            out += chr(int(body[at + 3 : end].replace("_", ""), 16)).encode()
            at = end + 1
        else:
            out.append(int(body[at + 1 : at + 3], 16))
            at += 3
    return bytes(out)


def parse(text: str, at: int, end: int) -> list[object]:
    """Parse the forms in a range: atoms are str, strings bytes, lists lists."""
    stack: list[list[object]] = [[]]
    match = TOKEN.match
    while at < end:
        if text.startswith("(;", at):
            at = skip_comment(text, at)
            continue
        hit = match(text, at)
        if hit is None:
            raise ScriptError(f"cannot read: {text[at : at + 20]!r}")
        at = hit.end()
        kind = hit.lastgroup
        if kind == "atom":
            stack[-1].append(hit.group())
        elif kind == "string":
            stack[-1].append(unquote(hit.group()))
        elif kind == "open":
            stack.append([])
        elif kind == "close":
            done = stack.pop()
            stack[-1].append(done)
    return stack[0]


WORD = re.compile(r"""[^\s();"]+(?:"[^"]*")?""")
FIELDS = {"func", "memory", "table", "global", "import", "export", "type", "data", "elem", "start", "rec", "tag"}


def skip_trivia(text: str, at: int) -> int:
    """Return where the next token starts: after blanks, comments and annotations."""
    n = len(text)
    while at < n:
        if text[at].isspace():
            at += 1
        elif text.startswith(";;", at):
            while at < n and text[at] not in "\r\n":
                at += 1
        elif text.startswith("(;", at):
            at = skip_comment(text, at)
        elif text.startswith("(@", at):
            at = form_end(text, at)
        else:
            break
    return at


def word(text: str, at: int) -> tuple[str, int]:
    """Return the atom that comes next, "" when another token does, and where to go on."""
    at = skip_trivia(text, at)
    hit = WORD.match(text, at)
    return (hit.group(), hit.end()) if hit else ("", at)


def read_module(text: str, at: int, end: int) -> ModuleSource:
    """Read the module form in a range."""
    start = at
    _, at = word(text, at + 1)
    following, after = word(text, at)
    definition = following == "definition"
    if following == "instance":
        name, after = word(text, after)
        of, _ = word(text, after)
        return ModuleSource("instance", name=name, of=of)
    if definition:
        at = after
        following, after = word(text, at)
    name = ""
    rest = at
    if following.startswith("$"):
        name, rest = following, after
        following, after = word(text, rest)
    if following in ("binary", "quote"):
        strings = [part for part in parse(text, after, end - 1) if isinstance(part, bytes)]
        data = (b"" if following == "binary" else b" ").join(strings)
        return ModuleSource(following, name, data=data, definition=definition)
    whole = f"(module {text[at:end]}" if definition else text[start:end]
    return ModuleSource("text", name, text=whole, definition=definition)


def read_script(text: str) -> list[Command]:
    """Return the commands of a script.  A file of bare module fields is one module."""
    commands: list[Command] = []
    line = 1
    counted = 0
    at = skip_trivia(text, 0)
    while at < len(text):
        if text[at] != "(":
            raise ScriptError(f"stray {text[at]!r}")
        end = form_end(text, at)
        kind, inner = word(text, at + 1)
        line += text.count("\n", counted, at)
        counted = at
        if kind in FIELDS:
            return [Command("module", line, module=ModuleSource("text", text=f"(module {text})"))]
        command = Command(kind, line)
        if kind == "module":
            command.module = read_module(text, at, end)
        else:
            operand = skip_trivia(text, inner)
            if text[operand] == "(" and word(text, operand + 1)[0] == "module":
                inner = form_end(text, operand)
                command.module = read_module(text, operand, inner)
            command.forms = parse(text, inner, end - 1)
        commands.append(command)
        at = skip_trivia(text, end)
    return commands


def parse_int(text: str, bits: int) -> int:
    """Return an integer literal modulo 2^bits."""
    return int(text.replace("_", ""), 0 if "0x" in text else 10) & ((1 << bits) - 1)


LAYOUT = {32: (23, 127), 64: (52, 1023)}


def parse_float(text: str, bits: int) -> int:
    """Return the pattern of a float literal, correctly rounded."""
    text = text.replace("_", "").lower()
    frac, bias = LAYOUT[bits]
    sign = 0
    if text[0] in "+-":
        sign = (1 << (bits - 1)) if text[0] == "-" else 0
        text = text[1:]
    top = ((1 << (bits - 1 - frac)) - 1) << frac
    if text == "inf":
        return sign | top
    if text == "nan":
        return sign | top | (1 << (frac - 1))
    if text.startswith("nan:0x"):
        return sign | top | int(text[4:], 16)
    if text.startswith("0x"):
        mantissa, _, exponent = text[2:].partition("p")
        whole, _, part = mantissa.partition(".")
        value = Fraction(int(whole + part or "0", 16), 16 ** len(part)) * Fraction(2) ** int(exponent or "0")
    else:
        mantissa, _, exponent = text.partition("e")
        whole, _, part = mantissa.partition(".")
        value = Fraction(int(whole + part or "0"), 10 ** len(part)) * Fraction(10) ** int(exponent or "0")
    if value == 0:
        return sign
    exp = value.numerator.bit_length() - value.denominator.bit_length()
    if Fraction(2) ** exp > value:
        exp -= 1
    exp = max(exp, 1 - bias)
    scaled = round(value / Fraction(2) ** (exp - frac))  # ties go to even
    pattern = ((exp + bias - 1) << frac) + scaled
    return sign | min(pattern, top)


@dataclass(frozen=True)
class Value:
    """A constant or pattern: ``kind`` is i32, i64, f32, f64, v128, or a reference kind; ``bits`` None is a pattern."""

    kind: str
    bits: int | None
    pattern: str = ""
    lanes: tuple[Value, ...] = ()


LANES = {"i8x16": "i8", "i16x8": "i16", "i32x4": "i32", "i64x2": "i64", "f32x4": "f32", "f64x2": "f64"}


def scalar(kind: str, text: str) -> Value:
    """Read one number or NaN pattern."""
    if text in ("nan:canonical", "nan:arithmetic"):
        return Value(kind, None, text)
    bits = int(kind[1:])
    return Value(kind, parse_float(text, bits) if kind[0] == "f" else parse_int(text, bits))


def parse_value(form: object) -> Value:
    """Read a constant or an expected result."""
    if not isinstance(form, list) or not form or not isinstance(form[0], str):
        raise ScriptError(f"not a value: {form!r}")
    head = form[0]
    rest = [item for item in form[1:] if isinstance(item, str)]
    if head == "either":
        return Value("either", None, lanes=tuple(parse_value(item) for item in form[1:]))
    if head == "v128.const":
        lane = LANES[rest[0]]
        return Value("v128", None, rest[0], tuple(scalar(lane, text) for text in rest[1:]))
    if head.endswith(".const"):
        return scalar(head[:3], rest[0])
    if head == "ref.null":
        return Value("ref.null", 0, rest[0] if rest else "")
    if head in ("ref.extern", "ref.host", "ref.func"):
        return Value(head, parse_int(rest[0], 32) if rest else None, "any" if not rest else "")
    if head.startswith("ref."):
        return Value(head, None, "any")
    raise ScriptError(f"not a value: {form!r}")
