#!/usr/bin/env python3
"""Checks an exported audit trail without the product: one file, Python's standard library (3.9 or later) alone.

    verify_audit.py verify NHAT-KY.jsonl --keys KHOA.txt [--held NIEM-PHONG.txt …]
    verify_audit.py key NAME -o SECRET               a witness makes its key; the line printed is to be published
    verify_audit.py countersign BRIEF --key SECRET --keys KHOA.txt --seen SEEN.txt [-o OUT]

`verify` prints PASS and exits 0, names the first bad row and exits 1, or says NOT PROVEN and exits 2 where no
checkpoint that was kept elsewhere was given or no witness has signed. KHOA.txt holds the published keys, one a line,
got by another way than the trail. `--held`: checkpoints kept outside; what they seal can be neither rewritten nor cut.

`countersign` is for a witness (the Fatherland Front, finance). BRIEF is what the product's page «Niêm phong» gives
(C2SP tlog-witness: «old N», proof, checkpoint). It is signed where the deployment's signature holds and the proof shows
that it continues the checkpoint kept in SEEN.txt, which it then replaces.

Formats: events as RFC 8785 JSON, tree of RFC 9162, signed notes and cosignatures of C2SP, Ed25519 of RFC 8032.
"""

import argparse
import base64
import hashlib
import json
import os
import secrets
import sys
import time
from pathlib import Path


class Bad(Exception):
    """`row` (from 1) is the first that cannot be relied on; 0 where it is no row's fault."""

    def __init__(self, row, why):
        super().__init__(f"row {row}: {why}" if row else why)
        self.row, self.why = row, why


# --- Ed25519 (RFC 8032, 5.1 and 6)

P = 2**255 - 19
Q = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT = pow(2, (P - 1) // 4, P)


def _add(a, b):
    x1, y1, z1, t1 = a
    x2, y2, z2, t2 = b
    e, f = (y1 - x1) * (y2 - x2) % P, (y1 + x1) * (y2 + x2) % P
    g, h = 2 * t1 * t2 * D % P, 2 * z1 * z2 % P
    k, m, n, o = f - e, h - g, h + g, f + e
    return k * m % P, n * o % P, m * n % P, k * o % P


def _times(factor, point):
    result = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            result = _add(result, point)
        point = _add(point, point)
        factor >>= 1
    return result


def _x(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    if not square:
        return None if sign else 0
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT % P
    if (x * x - square) % P:
        return None
    return P - x if x & 1 != sign else x


def _point(written):
    y = int.from_bytes(written, "little")
    sign, y = y >> 255, y & ((1 << 255) - 1)
    x = _x(y, sign)
    return None if x is None else (x, y, 1, x * y % P)


def _written(point):
    inverse = pow(point[2], P - 2, P)
    x, y = point[0] * inverse % P, point[1] * inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


_Y = 4 * pow(5, P - 2, P) % P
BASE = (_x(_Y, 0), _Y, 1, _x(_Y, 0) * _Y % P)


def _number(*parts):
    return int.from_bytes(hashlib.sha512(b"".join(parts)).digest(), "little") % Q


def _expanded(seed):
    told = hashlib.sha512(seed).digest()
    number = int.from_bytes(told[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    return number, told[32:]


def public_of(seed):
    return _written(_times(_expanded(seed)[0], BASE))


def sign(seed, message):
    number, prefix = _expanded(seed)
    public = _written(_times(number, BASE))
    r = _number(prefix, message)
    point = _written(_times(r, BASE))
    return point + ((r + _number(point, public, message) * number) % Q).to_bytes(32, "little")


def holds(public, message, signature):
    if len(public) != 32 or len(signature) != 64:
        return False
    key, point = _point(public), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or point is None or s >= Q:
        return False
    left, right = _times(s, BASE), _add(point, _times(_number(signature[:32], public, message), key))
    return _written(left) == _written(right)


# --- JSON in one writing (RFC 8785)


def canonical(told):
    if told is None or isinstance(told, (bool, str)):
        return json.dumps(told, ensure_ascii=False)
    if isinstance(told, int):
        return str(told)
    if isinstance(told, list):
        return "[" + ",".join(canonical(one) for one in told) + "]"
    if isinstance(told, dict):
        names = sorted(told, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{canonical(name)}:{canonical(told[name])}" for name in names) + "}"
    raise ValueError(f"{type(told).__name__} has no single writing")


# --- the tree (RFC 9162, 2.1)


def leaf(body):
    return hashlib.sha256(b"\x00" + body).digest()


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


class Tree:
    def __init__(self):
        self.size, self.peaks = 0, []

    def add(self, new):
        size = self.size
        while size & 1:
            new = node(self.peaks.pop(), new)
            size >>= 1
        self.peaks.append(new)
        self.size += 1

    def root(self):
        over = self.peaks[-1]
        for peak in reversed(self.peaks[:-1]):
            over = node(peak, over)
        return over


def is_consistent(old, old_root, size, root, proof):
    """2.1.4.2: is the tree of `old` leaves the beginning of the tree of `size`?"""
    if old == size:
        return not proof and old_root == root
    if not 0 < old < size or not proof:
        return False
    steps = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    place, last = old - 1, size - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    before = after = steps[0]
    for step in steps[1:]:
        if last == 0:
            return False
        if place & 1 or place == last:
            before, after = node(step, before), node(step, after)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            after = node(after, step)
        place, last = place >> 1, last >> 1
    return last == 0 and before == old_root and after == root


# --- keys and signed notes (C2SP)

LOG, WITNESS = 1, 4


def _decoded(text):
    content = base64.b64decode(text, validate=True)
    if base64.b64encode(content).decode() != text:
        raise ValueError(text)
    return content


def mark(name, kind, public):
    return hashlib.sha256(name.encode() + b"\n" + bytes([kind]) + public).digest()[:4]


def read_keys(text):
    """{(name, mark): (kind, public)}"""
    keys = {}
    for line in text.split():
        try:
            name, told, content = line.split("+", 2)
            content = _decoded(content)
        except ValueError:
            raise Bad(0, f"no key: {line}") from None
        if len(content) != 33 or content[0] not in (LOG, WITNESS):
            raise Bad(0, f"no key: {line}")
        if mark(name, content[0], content[1:]).hex() != told:
            raise Bad(0, f"a key with a letter changed: {line}")
        keys[name, bytes.fromhex(told)] = (content[0], content[1:])
    return keys


def read_note(text, keys):
    """(origin, size, root) of a checkpoint that one of the deployment's published keys has signed. Bad otherwise.

    Every line under it must be of a published key and hold.
    """
    try:
        told, signed = text.split("\n\n", 1)
        origin, size, root, moment = told.split("\n")
        size, root = int(size), _decoded(root)
        if not moment.startswith("time ") or len(root) != 32 or size < 1 or not signed.endswith("\n"):
            raise ValueError(text)
        if told != f"{origin}\n{size}\n{base64.b64encode(root).decode()}\ntime {int(moment[5:])}":
            raise ValueError(text)
        lines = [line.split(" ") for line in signed[:-1].split("\n")]
        lines = [(dash, name, _decoded(content)) for dash, name, content in lines]
    except ValueError:
        raise Bad(0, "not a checkpoint") from None
    message, of_the_log = (told + "\n").encode(), False
    for dash, name, content in lines:
        kind, public = keys.get((name, content[:4]), (0, b""))
        given, signed_text = content[4:], message
        if kind == WITNESS:
            stamp = int.from_bytes(given[:8], "big")
            given, signed_text = given[8:], f"cosignature/v1\ntime {stamp}\n".encode() + message
        if dash != "—" or not kind or not holds(public, signed_text, given):
            raise Bad(size, f"the seal of {size} rows: signature of {name} does not hold under a published key")
        of_the_log |= kind == LOG and name == origin
    if not of_the_log:
        raise Bad(size, f"the seal of {size} rows is not signed by {origin}")
    return origin, size, root


# --- the check


def _once(pairs):
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def _read_line(line):
    told = json.loads(line, object_pairs_hook=_once)
    if canonical(told) != line:
        raise ValueError("another writing")
    return told


def verify(content, keys, held=()):
    """(rows, rows under a seal, seals) of a sound trail, the bytes of an export. `held`: texts of checkpoints."""
    tree, roots, notes, broken = Tree(), {}, list(held), None
    try:
        for line in content.decode().split("\n")[:-1]:
            told = _read_line(line)
            if set(told) == {"checkpoint"}:
                notes.append(told["checkpoint"])
                continue
            row = tree.size + 1
            if set(told) != {"body", "leaf", "root"} or len(notes) > len(held):
                raise Bad(row, "not a row of the trail")
            if told["body"]["seq"] != row:
                raise Bad(row, f"row {told['body']['seq']} stands in its place: rows were taken out or exchanged")
            witness = leaf(canonical(told["body"]).encode())
            if witness.hex() != told["leaf"]:
                raise Bad(row, "its words are not those that were recorded")
            tree.add(witness)
            roots[row] = tree.root()
            if roots[row].hex() != told["root"]:
                raise Bad(row, "it does not continue the rows before it")
        if content and not content.endswith(b"\n"):
            raise Bad(tree.size + 1, "the file is cut off")
    except Bad as bad:
        broken = bad
    except (ValueError, KeyError, TypeError, AttributeError):
        broken = Bad(tree.size + 1, "the line is not as the product writes it")
    if broken and (len(notes) == len(held) or broken.row <= tree.size):
        notes = list(held)
    sound, sealed = 0, sorted((read_note(text, keys)[1:] for text in notes), key=lambda one: one[0])
    for size, root in sealed:
        if size > tree.size:
            raise broken or Bad(tree.size + 1, f"missing: {size} rows are sealed")
        if roots[size] != root:
            raise Bad(sound + 1, f"not what the seal of {size} rows says; altered from here on")
        sound = size
    if broken:
        raise broken
    if not sealed:
        raise Bad(1, "no seal covers the trail")
    return tree.size, sound, len(sealed)


def missing_proofs(content, keys, held=()):
    """Why a trail that `verify` finds sound may still lack its end: sentences, none where nothing is missing."""
    texts = [json.loads(line).get("checkpoint") for line in content.decode().split("\n")[:-1]]
    signers = {
        keys[line.split(" ")[1], _decoded(line.split(" ")[2])[:4]][0]
        for text in [*filter(None, texts), *held]
        for line in text.split("\n\n", 1)[1].splitlines()
    }
    told = [] if held else ["no checkpoint kept elsewhere was given (--held): a cut end shows in none"]
    return told if WITNESS in signers else [*told, "no witness has signed a checkpoint"]


def countersign(brief, secret, keys, seen):
    """The checkpoint in `brief` with this witness's line. `seen`: the one it signed before, «» the first time."""
    head, _, note = brief.partition("\n\n")
    first, *steps = head.split("\n")
    origin, size, root = read_note(note, keys)
    try:
        proof = [_decoded(step) for step in steps]
        old = int(first.removeprefix("old ")) if first.startswith("old ") else -1
    except ValueError:
        raise Bad(0, "not a brief for witnesses") from None
    seen_origin, seen_size, seen_root = read_note(seen, keys) if seen else (origin, 0, b"")
    if seen_origin != origin:
        raise Bad(0, f"{origin} is not {seen_origin}, which was signed before")
    if old != seen_size:
        raise Bad(0, f"ask for the brief that begins with the {seen_size} rows signed before")
    if old and not is_consistent(old, seen_root, size, root, proof):
        raise Bad(0, f"NOT SIGNED: the trail of {size} rows does not continue the {old} rows signed before")
    name, kind, seed = secret
    public, moment = public_of(seed), int(time.time())
    text = note.split("\n\n", 1)[0] + "\n"
    given = sign(seed, f"cosignature/v1\ntime {moment}\n{text}".encode())
    content = mark(name, kind, public) + moment.to_bytes(8, "big") + given
    return f"{note}— {name} {base64.b64encode(content).decode()}\n"


def read_secret(text):
    _, _, name, _, told = text.strip().split("+", 4)
    content = _decoded(told)
    return name, content[0], content[1:]


def new_secret(name):
    """(what the witness keeps, what it publishes)"""
    if not name or "+" in name or any(letter.isspace() for letter in name):
        raise Bad(0, "a name has no spaces and no «+»")
    seed = secrets.token_bytes(32)
    public = public_of(seed)
    told = mark(name, WITNESS, public).hex()
    written = [base64.b64encode(bytes([WITNESS]) + content).decode() for content in (seed, public)]
    return f"PRIVATE+KEY+{name}+{told}+{written[0]}\n", f"{name}+{told}+{written[1]}\n"


def _write_secret(path, text):
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def main(words=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest="command", required=True)
    check = commands.add_parser("verify")
    check.add_argument("trail", type=Path)
    check.add_argument("--keys", type=Path, required=True)
    check.add_argument("--held", type=Path, nargs="*", default=[])
    key = commands.add_parser("key")
    key.add_argument("name")
    key.add_argument("-o", "--output", type=Path, required=True)
    witness = commands.add_parser("countersign")
    witness.add_argument("brief", type=Path)
    for name in ("--key", "--keys", "--seen"):
        witness.add_argument(name, type=Path, required=True)
    witness.add_argument("-o", "--output", type=Path)
    given = parser.parse_args(words)
    try:
        if given.command == "key":
            secret, public = new_secret(given.name)
            _write_secret(given.output, secret)
            print(public, end="")
            return 0
        keys = read_keys(given.keys.read_text("utf-8"))
        if given.command == "verify":
            held = [path.read_text("utf-8") for path in given.held]
            content = given.trail.read_bytes()
            rows, sealed, seals = verify(content, keys, held)
            counted = f"{rows} rows, {sealed} of them under {seals} seals; {rows - sealed} not sealed yet"
            missing = missing_proofs(content, keys, held)
            print("\n- ".join([f"{'NOT PROVEN' if missing else 'PASS'}: {counted}", *missing]))
            return 2 if missing else 0
        seen = given.seen.read_text("utf-8") if given.seen.exists() else ""
        secret = read_secret(given.key.read_text("utf-8"))
        signed = countersign(given.brief.read_text("utf-8"), secret, keys, seen)
        given.seen.write_text(signed.rsplit("— ", 1)[0], "utf-8")  # as the deployment signed it
        if given.output:
            given.output.write_text(signed, "utf-8")
        else:
            print(signed, end="")
        return 0
    except Bad as bad:
        print(f"FAIL: {bad}")
        return 1
    except OSError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
