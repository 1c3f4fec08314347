#!/usr/bin/env python3
"""Checks evidence exported by Gradus, with nothing but Python's standard library.

    python3 verify_ledger.py EVIDENCE.zip [--key KEY | --key-file FILE]...

It shares no code with Gradus and follows the README.txt inside the zip. Exit code: 0 good, 1 faults, 2 unusable input.
"""

import base64
import hashlib
import json
import re
import sys
import zipfile
import zlib

LARGEST = 2**53 - 1
DEEPEST = 100
MEMBERS = 100_000
TOTAL = 1 << 30
MEMBER = 64 << 20
LINE = 4 << 20
NOTE = 1 << 20

HEX = re.compile(r"[0-9a-f]{64}")
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{3})?Z", re.ASCII)
NUMBER = re.compile(r"0|[1-9][0-9]{0,15}")
LEAF = re.compile(r"([1-9][0-9]{0,15}) ([0-9a-f]{64})")
ALLOWED = re.compile(
    r"README[.]txt|entries[.]jsonl|leaf-hashes[.]txt|keys[.]txt"
    r"|checkpoints/(0|[1-9][0-9]{0,15})[.]txt|trees/[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}[.]txt"
    r"|workbooks/[0-9a-f]{64}[.][a-z0-9]{1,8}|checkpoints/|trees/|workbooks/"
    r"|decision(-proof)?[.]json|(run|upload|release)-entry(-proof)?[.]json|checkpoint[.]txt"
)
ENTRY = {"sequence", "previous", "at", "actor", "type", "subject", "reason", "payload"}


class Unusable(Exception):
    """Not evidence at all."""


class Bad(Exception):
    """Not in its form; the text says why."""


# --- canonical JSON (RFC 8785) for texts, whole numbers, truth, null, lists and objects -----------------------------


def canonical(value, depth=0):
    if depth > DEEPEST:
        raise Bad("nested too deep")
    if value is None or value is True or value is False:
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int):
        if abs(value) > LARGEST:
            raise Bad("a whole number beyond 2^53 - 1")
        return str(value)
    if isinstance(value, str):
        return text(value)
    if isinstance(value, list):
        return "[" + ",".join(canonical(inner, depth + 1) for inner in value) + "]"
    if isinstance(value, dict):
        names = sorted(value, key=lambda name: name.encode("utf-16-be", "surrogatepass"))
        return "{" + ",".join(text(name) + ":" + canonical(value[name], depth + 1) for name in names) + "}"
    raise Bad("a value of another kind")


def text(value):
    short = {'"': '\\"', "\\": "\\\\", "\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r"}
    return '"' + "".join(short.get(c) or ("\\u%04x" % ord(c) if c < " " else c) for c in value) + '"'


def read_object(data):
    try:
        value = json.loads(data.decode("utf-8"))
        same = isinstance(value, dict) and canonical(value).encode("utf-8") == data
    except (ValueError, RecursionError) as e:
        raise Bad("not JSON") from e
    if not same:
        raise Bad("not a JSON object in canonical form")
    return value


def read_entry(data):
    entry = read_object(data)
    if set(entry) != ENTRY:
        raise Bad("not the fields of an entry")
    if not is_number(entry["sequence"]) or entry["sequence"] < 1 or not isinstance(entry["payload"], dict):
        raise Bad("no sequence or no payload")
    if not all(isinstance(entry[name], str) for name in ENTRY - {"sequence", "payload"}):
        raise Bad("a field that is no text")
    if not is_instant(entry["at"]):
        raise Bad("not an instant in whole milliseconds")
    return entry


def is_number(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_hash(value):
    return isinstance(value, str) and HEX.fullmatch(value) is not None


def is_instant(value):
    match = INSTANT.fullmatch(value)
    if not match:
        return False
    year, month, day, hour, minute, second = (int(part) for part in match.groups()[:6])
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = [31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (
        1 <= month <= 12
        and 1 <= day <= days[month - 1]
        and hour < 24
        and minute < 60
        and second < 60
        and match.group(7) != ".000"
    )


# --- the tree (RFC 9162, section 2.1) ------------------------------------------------------------------------------


def sha256(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


def leaf_hash(data):
    return sha256(b"\0", data)


def node_hash(left, right):
    return sha256(b"\1", left, right)


class Tree:
    """The complete subtrees at the right edge, greatest first, each with its number of leaves."""

    def __init__(self):
        self.size, self.subtrees = 0, []

    def append(self, leaf):
        self.size += 1
        self.subtrees.append((1, leaf))
        while len(self.subtrees) > 1 and self.subtrees[-1][0] == self.subtrees[-2][0]:
            (count, right), (_, left) = self.subtrees.pop(), self.subtrees.pop()
            self.subtrees.append((2 * count, node_hash(left, right)))

    def root(self):
        if not self.subtrees:
            return sha256()
        root = self.subtrees[-1][1]
        for _, left in reversed(self.subtrees[:-1]):
            root = node_hash(left, root)
        return root


def read_proof(data):
    proof = read_object(data)
    if set(proof) != {"index", "size", "proof"} or not isinstance(proof["proof"], list):
        raise Bad("not the fields of a proof")
    if not all(is_number(proof[name]) and proof[name] >= 0 for name in ("index", "size")):
        raise Bad("no index or no size")
    if not all(is_hash(value) for value in proof["proof"]):
        raise Bad("not a hash")
    return proof


def proves(proof, leaf, root):
    """RFC 9162, section 2.1.3.2."""
    node, last, computed = proof["index"], proof["size"] - 1, leaf
    if node > last:
        return False
    for neighbour in (bytes.fromhex(value) for value in proof["proof"]):
        if last == 0:
            return False
        if node % 2 == 1 or node == last:
            computed = node_hash(neighbour, computed)
            while node % 2 == 0 and node != 0:
                node, last = node >> 1, last >> 1
        else:
            computed = node_hash(computed, neighbour)
        node, last = node >> 1, last >> 1
    return last == 0 and computed == root


# --- Ed25519 (RFC 8032, section 5.1) -------------------------------------------------------------------------------

P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P


def point(data):
    """The point of 32 bytes as (X, Y, Z, T), or None."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * pow(2, (P - 1) // 4, P) % P
    if (x * x - square) % P != 0 or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


def add(p, q):
    a, b = (p[1] - p[0]) * (q[1] - q[0]) % P, (p[1] + p[0]) * (q[1] + q[0]) % P
    c, d = 2 * p[3] * q[3] * D % P, 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def multiply(number, p):
    result = (0, 1, 1, 0)
    while number:
        if number & 1:
            result = add(result, p)
        p, number = add(p, p), number >> 1
    return result


BASE = point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))


def verifies(public, message, signature):
    key, r = point(public), point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(signature) != 64 or key is None or r is None or s >= ORDER:
        return False
    digest = hashlib.sha512(signature[:32] + public + message).digest()
    k = int.from_bytes(digest, "little") % ORDER
    left, right = multiply(s, BASE), add(r, multiply(k, key))
    return (left[0] * right[2] - right[0] * left[2]) % P == 0 and (left[1] * right[2] - right[1] * left[2]) % P == 0


# --- signed notes and checkpoints (C2SP) ---------------------------------------------------------------------------


def from_base64(value):
    try:
        data = base64.b64decode(value, validate=True)
    except ValueError as e:
        raise Bad("not base64") from e
    if base64.b64encode(data).decode() != value:
        raise Bad("not base64 in its one form")
    return data


def is_name(value):
    return value and "+" not in value and not any(c.isspace() or c < " " or "\x7f" <= c <= "\x9f" for c in value)


def read_key(line):
    """(name, id, public key) of name+id+base64."""
    parts = line.split("+", 2)
    if len(parts) != 3 or not is_name(parts[0]):
        raise Bad("a key is name+id+base64")
    data = from_base64(parts[2])
    if len(data) != 33 or data[0] != 1:
        raise Bad("not an Ed25519 key")
    if sha256(parts[0].encode() + b"\n", data)[:4].hex() != parts[1]:
        raise Bad("another id than that of name and key")
    return parts[0], parts[1], data[1:]


def read_checkpoint(data, keys):
    """(origin, size, root) of a checkpoint that a known key with the name of the origin signed."""
    if len(data) > NOTE:
        raise Bad("too long")
    try:
        note = data.decode("utf-8")
    except ValueError as e:
        raise Bad("not UTF-8") from e
    end = note.rfind("\n\n")
    if end < 0 or not note.endswith("\n") or end + 2 == len(note) or any(c < " " and c != "\n" for c in note):
        raise Bad("not a signed note")
    body, signers = note[: end + 1], set()
    lines = note[end + 2 : -1].split("\n")
    if len(lines) > 100:
        raise Bad("too many signatures")
    signatures = []
    for line in lines:
        parts = line[2:].split(" ", 1)
        if not line.startswith("\u2014 ") or len(parts) != 2 or not is_name(parts[0]):
            raise Bad("not a signature line")
        signature = from_base64(parts[1])
        if len(signature) < 5:
            raise Bad("a signature without key id")
        signatures.append((parts[0], signature[:4].hex(), signature[4:]))
    fields = body.split("\n")
    if len(fields) < 4 or "" in fields[:-1] or not NUMBER.fullmatch(fields[1]):
        raise Bad("not a checkpoint")
    root = from_base64(fields[2])
    if len(root) != 32:
        raise Bad("not a root")
    for name, key_id, signature in signatures:
        named = {key for key in keys if key[:2] == (name, key_id)}
        if len(named) > 1:
            raise Bad("two known keys of one name and id")
        for key in named - signers:
            if not verifies(key[2], body.encode(), signature):
                raise Bad("the signature is not by %s+%s" % (name, key_id))
            signers.add(key)
    if not any(key[0] == fields[0] for key in signers):
        raise Bad("no known key of %s signed" % fields[0])
    return fields[0], int(fields[1]), root


# --- the zip -------------------------------------------------------------------------------------------------------


class Evidence:
    def __init__(self, path, keys):
        self.faults, self.checkpoints, self.workbooks = [], [], set()
        try:
            self.zip = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError) as e:
            raise Unusable("%s: not a zip" % path) from e
        infos = self.zip.infolist()
        self.names = {info.filename for info in infos}
        for name in self.names:
            if not ALLOWED.fullmatch(name):
                raise Unusable("%r: no file of this name belongs into evidence" % name)
        if len(self.names) != len(infos):
            raise Unusable("a name stands in the zip twice")
        if len(infos) > MEMBERS or sum(info.file_size for info in infos) > TOTAL:
            raise Unusable("larger than evidence may be")
        self.sizes = {info.filename: info.file_size for info in infos}
        self.keys_given = bool(keys)
        self.keys = keys or self.own_keys()
        for name in self.within("workbooks/"):
            if hashlib.sha256(self.bytes(name)).hexdigest() == name[10:74]:
                self.workbooks.add(name[10:74])
            else:
                self.fault("%s: the content has another SHA-256 than its name" % name)

    def fault(self, message):
        self.faults.append(message)

    def within(self, folder):
        return sorted(name for name in self.names if name.startswith(folder) and name != folder)

    def bytes(self, name, limit=MEMBER):
        if self.sizes[name] > limit:
            raise Unusable("%s: larger than evidence may be" % name)
        try:
            return self.zip.read(name)
        except (OSError, zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as e:
            raise Unusable("%s: the zip is damaged" % name) from e

    def lines(self, name):
        data = self.bytes(name, TOTAL) if name in self.names else b""
        lines = data.split(b"\n")
        if lines[-1] == b"":
            lines.pop()
        if any(len(line) > LINE for line in lines):
            raise Unusable("%s: a line larger than evidence may have" % name)
        return lines

    def own_keys(self):
        keys = []
        for line in self.lines("keys.txt"):
            try:
                keys.append(read_key(line.decode("utf-8")))
            except (Bad, ValueError) as e:
                self.fault("keys.txt: not a key: %s" % e)
        return keys

    def checkpoint(self, name):
        try:
            self.checkpoints.append(read_checkpoint(self.bytes(name), self.keys))
            return self.checkpoints[-1]
        except Bad as e:
            self.fault("%s: no valid signed checkpoint: %s" % (name, e))
            return None

    def member(self, name, read):
        if name not in self.names:
            self.fault("%s: missing" % name)
            return None
        try:
            return read(self.bytes(name))
        except Bad as e:
            self.fault("%s: not in its form: %s" % (name, e))
            return None


def run_of(entry):
    run = entry["payload"].get("run")
    return run if isinstance(run, str) else entry["subject"]


# --- a stretch of the ledger ---------------------------------------------------------------------------------------


def check_ledger(evidence):
    for name in evidence.within("checkpoints/"):
        checkpoint = evidence.checkpoint(name)
        if checkpoint and name != "checkpoints/%d.txt" % checkpoint[1]:
            evidence.fault("%s: the checkpoint in it has another size" % name)
    origins = {origin for origin, _, _ in evidence.checkpoints}
    if len(origins) != 1:
        evidence.fault("no valid checkpoint, or checkpoints of different ledgers")
    hidden = []
    for number, line in enumerate(evidence.lines("leaf-hashes.txt"), 1):
        match = LEAF.fullmatch(line.decode("utf-8", "replace"))
        if not match:
            evidence.fault("leaf-hashes.txt, line %d: not a sequence number and a hash" % number)
            return "ledger not read"
        hidden.append((int(match.group(1)), bytes.fromhex(match.group(2))))
    shown, leaves = read_chain(evidence, hidden)
    check_roots(evidence, leaves)
    check_workbooks(evidence, shown)
    check_trees(evidence, shown)
    return "ledger: %d entries, %d workbooks" % (len(shown), len(evidence.workbooks))


def read_chain(evidence, hidden):
    """The entries shown, and the leaf hashes from entry 1 on; ends at the first fault."""
    leaves, shown = [], []
    while len(leaves) < len(hidden) and hidden[len(leaves)][0] == len(leaves) + 1:
        leaves.append(hidden[len(leaves)][1])
    after = hidden[len(leaves) :]
    lines = evidence.lines("entries.jsonl")
    if not lines:
        evidence.fault("the file shows no entries")
    previous = "0" * 64 if not leaves else None
    for position, line in enumerate(lines):
        expected = len(leaves) + 1
        try:
            entry = read_entry(line)
        except Bad as e:
            evidence.fault("entry %d: not the canonical JSON of an entry: %s" % (expected, e))
            return shown, leaves
        if entry["sequence"] != expected:
            again = entry["sequence"] == expected - 1 and entry["previous"] != previous
            evidence.fault("entry %d: missing, or another stands in its place" % (expected - again))
            return shown, leaves
        if previous is not None and entry["previous"] != previous:
            evidence.fault("entry %d: %s" % changed(shown, entry, previous, lines[position + 1 :]))
            return shown, leaves
        shown.append(entry)
        leaves.append(leaf_hash(line))
        previous = hashlib.sha256(line).hexdigest()
    for sequence, leaf in after:
        if sequence != len(leaves) + 1:
            evidence.fault("entry %d: missing" % (len(leaves) + 1))
            break
        leaves.append(leaf)
    return shown, leaves


def changed(shown, entry, previous, following):
    """An entry names another one before it: is it bad itself, or the one before? What follows may tell."""
    try:
        after = read_entry(following[0])["previous"] if following else None
    except Bad:
        after = None
    corrected = canonical(dict(entry, previous=previous)).encode()
    if not shown or after == hashlib.sha256(corrected).hexdigest():
        return entry["sequence"], "names another entry before it"
    return entry["sequence"] - 1, "changed, or the next one was"


def check_roots(evidence, leaves):
    tree, signed, differs = Tree(), 0, False
    for origin, size, root in sorted(evidence.checkpoints, key=lambda checkpoint: checkpoint[1]):
        if size > len(leaves):
            if not evidence.faults:
                evidence.fault("entry %d: missing: a checkpoint was signed for %d" % (len(leaves) + 1, size))
            return
        while tree.size < size:
            tree.append(leaves[tree.size])
        if tree.root() != root:
            evidence.fault("entries %d to %d: not those of the checkpoint of size %d" % (signed + 1, size, size))
            return
        signed = size
    if signed < len(leaves):
        evidence.fault("entry %d: not covered by any signed checkpoint" % (signed + 1))


def check_workbooks(evidence, shown):
    def named(value):
        if isinstance(value, dict):
            for name, inner in value.items():
                if name == "sha256" and isinstance(inner, str):
                    yield inner
                yield from named(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from named(inner)

    for entry in shown:
        if entry["type"].startswith("policy."):
            for name in named(entry["payload"]):
                if name not in evidence.workbooks:
                    evidence.fault("entry %d: the workbook %s is not in the file" % (entry["sequence"], name))


def check_trees(evidence, shown):
    runs = {}
    for entry in shown:
        if isinstance(entry["payload"].get("root"), str):
            runs.setdefault(run_of(entry), entry["payload"])
    for name in evidence.within("trees/"):
        tree = Tree()
        for line in evidence.lines(name):
            if not HEX.fullmatch(line.decode("utf-8", "replace")):
                evidence.fault("%s: not a hash in line %d" % (name, tree.size + 1))
                break
            tree.append(bytes.fromhex(line.decode()))
        else:
            run = runs.get(name[len("trees/") : -len(".txt")])
            if not run or run["root"] != tree.root().hex() or str(run.get("events")) != str(tree.size):
                evidence.fault("%s: no entry shown has this run with this root" % name)


# --- one decision --------------------------------------------------------------------------------------------------


def check_decision(evidence):
    checkpoint = evidence.checkpoint("checkpoint.txt") if "checkpoint.txt" in evidence.names else None
    if "checkpoint.txt" not in evidence.names:
        evidence.fault("checkpoint.txt: missing")
    entries = {}
    for kind in ("run", "upload", "release"):
        entry = entries[kind] = evidence.member(kind + "-entry.json", read_entry)
        proof = evidence.member(kind + "-entry-proof.json", read_proof)
        if entry and proof and checkpoint:
            leaf = leaf_hash(evidence.bytes(kind + "-entry.json"))
            place = (proof["index"], proof["size"]) == (entry["sequence"] - 1, checkpoint[1])
            if not place or not proves(proof, leaf, checkpoint[2]):
                evidence.fault("entry %d: %s-entry-proof.json does not prove it" % (entry["sequence"], kind))
    decision = evidence.member("decision.json", read_object)
    proof = evidence.member("decision-proof.json", read_proof)
    if decision is None or proof is None or None in entries.values():
        return "decision not read"
    for field in ("id", "run", "customer", "policy", "outcome", "workbook"):
        if not isinstance(decision.get(field), str):
            evidence.fault("decision.json: %s is missing" % field)
    if not isinstance(decision.get("facts"), dict):
        evidence.fault("decision.json: facts is missing")
    check_links(evidence, decision, proof, entries)
    return "decision: %d ledger entries, %d workbooks" % (len(entries), len(evidence.workbooks))


def check_links(evidence, decision, proof, entries):
    run, upload, release = entries["run"], entries["upload"], entries["release"]
    root, leaf = run["payload"].get("root"), leaf_hash(evidence.bytes("decision.json"))
    counted = str(run["payload"].get("events")) == str(proof["size"])
    if not counted or not is_hash(root) or not proves(proof, leaf, bytes.fromhex(root)):
        evidence.fault("decision-proof.json: does not prove that the decision stands in the run")
    if run_of(run) != decision.get("run"):
        evidence.fault("entry %d: tells of another run than the decision" % run["sequence"])
    workbook = str(decision.get("workbook"))
    if upload["payload"].get("sha256") != workbook:
        evidence.fault("entry %d: another workbook was uploaded" % upload["sequence"])
    policies, name = release["payload"].get("policies"), decision.get("policy")
    policy = policies.get(name) if isinstance(policies, dict) and isinstance(name, str) else None
    if not isinstance(policy, dict) or policy.get("sha256") != workbook:
        evidence.fault("entry %d: the release does not hold the workbook that decided" % release["sequence"])
    if workbook not in evidence.workbooks:
        evidence.fault("entry %d: the workbook that decided is not in the file" % upload["sequence"])
    if not upload["sequence"] < release["sequence"] < run["sequence"]:
        evidence.fault("entry %d: upload, release and run do not follow one another" % run["sequence"])


# --- the command line ----------------------------------------------------------------------------------------------


def arguments(words):
    paths, keys, words = [], [], list(words)
    while words:
        word = words.pop(0)
        if word == "--key" and words:
            keys.append(read_key(words.pop(0)))
        elif word == "--key-file" and words:
            with open(words.pop(0), encoding="utf-8") as file:
                read = [read_key(line.strip()) for line in file if line.strip()]
            if not read:
                raise Unusable("a key file without keys")
            keys += read
        elif word.startswith("--"):
            raise Unusable(__doc__)
        else:
            paths.append(word)
    if len(paths) != 1:
        raise Unusable(__doc__)
    return paths[0], keys


def main(words):
    try:
        path, keys = arguments(words)
        evidence = Evidence(path, keys)
        decision = "decision.json" in evidence.names
        if decision == ("entries.jsonl" in evidence.names):
            raise Unusable("%s: neither evidence of a ledger nor of a decision" % path)
        print(check_decision(evidence) if decision else check_ledger(evidence))
    except (Unusable, Bad, OSError, UnicodeDecodeError) as e:
        print(e)
        return 2
    for origin, size, root in evidence.checkpoints:
        print("checkpoint: %s, %d entries, root %s" % (origin, size, root.hex()))
    print("keys: " + ", ".join("%s+%s" % key[:2] for key in evidence.keys))
    if not evidence.keys_given:
        print("THESE KEYS ARE THOSE OF THE FILE ITSELF: they prove that it is whole, not who wrote it.")
        print("Name the key you were given with --key.")
    for fault in evidence.faults:
        print("FAULT: " + fault)
    print("NOT GOOD: %d faults" % len(evidence.faults) if evidence.faults else "GOOD: everything checked holds")
    return 1 if evidence.faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
