"""Tries each step of deploy/container/Containerfile where no container engine is at hand, and starts what it builds.

usage: tools/try_image.py [CONTAINERFILE]     as root on Linux; needs overlayfs, and pip's index for the packages
Each stage runs in a root of its own: an overlay of this machine's, which stands for the base image. What that image
holds, the volumes and the networks of compose.yaml are not tried.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
CONTAINERFILE = ROOT / "deploy/container/Containerfile"
INSTRUCTIONS = ("FROM", "RUN", "COPY", "ENV", "WORKDIR", "USER", "ENTRYPOINT", "CMD", "HEALTHCHECK")


@dataclass(frozen=True)
class Step:
    instruction: str
    text: str
    line: int


@dataclass
class Stage:
    base: str
    name: str
    steps: list[Step] = field(default_factory=list)


def parse(text: str) -> list[Stage]:
    """Reads the stages. ValueError for an instruction that this file does not try."""
    stages: list[Stage] = []
    pending, first = "", 0
    for number, line in enumerate(text.splitlines(), start=1):
        if not pending and (not line.strip() or line.lstrip().startswith("#")):
            continue
        first = first if pending else number
        pending += f"{line[:-1]} " if line.endswith("\\") else line
        if line.endswith("\\"):
            continue
        instruction, _, rest = pending.strip().partition(" ")
        if instruction not in INSTRUCTIONS:
            raise ValueError(f"line {first}: {instruction}")
        if instruction == "FROM":
            base, _, name = rest.partition(" AS ")
            stages.append(Stage(base.strip(), name.strip() or str(len(stages))))
        else:
            stages[-1].steps.append(Step(instruction, rest.strip(), first))
        pending = ""
    return stages


def get_command(text: str) -> str:
    """The shell line of a RUN, without the mounts of secrets, which a builder without them leaves out."""
    return re.sub(r"^(?:--mount=\S+\s+)+", "", text)


class Root:
    """The file system of a stage: an overlay of this machine's, in which commands are run by chroot."""

    def __init__(self, folder: Path) -> None:
        self.path, upper, work = folder / "root", folder / "upper", folder / "work"
        for path in (self.path, upper, work):
            path.mkdir(parents=True)
        mount("-t", "overlay", "overlay", "-o", f"lowerdir=/,upperdir={upper},workdir={work}", str(self.path))
        for name in ("proc", "dev", "sys"):
            mount("--rbind", f"/{name}", str(self.path / name))
        mount("-t", "tmpfs", "tmpfs", str(self.path / "tmp"))
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if re.match(r"PIP_|UV_|SSL_|REQUESTS_|https?_proxy|no_proxy|npm_", name, re.I)
        } | {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/root", "LANG": "C.UTF-8"}
        self.folder, self.user = "/", ""

    def command(self, *words: str) -> list[str]:
        user = ["--userspec", f"{self.user}:{self.user}"] if self.user else []
        inside = ["/bin/sh", "-c", f'cd "{self.folder}" && exec "$@"', "sh", *words]
        return ["chroot", *user, str(self.path), *inside]

    def run(self, *words: str) -> None:
        subprocess.run(self.command(*words), env=self.environment, check=True)


def mount(*words: str) -> None:
    subprocess.run(["mount", *words], check=True)


def copy(step: Step, root: Root, roots: dict[str, Root], context: Path) -> None:
    words = step.text.split()
    source = context
    if words[0].startswith("--from="):
        source = roots[words.pop(0).removeprefix("--from=")].path
    *names, target = words
    place = root.path / os.path.join(root.folder, target).lstrip("/")
    for name in names:
        path = source / name.lstrip("/")
        if path.is_dir():
            shutil.copytree(path, place, dirs_exist_ok=True, symlinks=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(path, place / path.name if target.endswith(("/", ".")) else place)


def build(stages: list[Stage], context: Path, folder: Path) -> tuple[Root, Stage]:
    roots: dict[str, Root] = {}
    root, last = Root(folder / "unused"), stages[-1]
    for stage in stages:
        root = roots[stage.name] = Root(folder / stage.name)
        for step in stage.steps:
            print(f"== {stage.name}, line {step.line}: {step.instruction} {step.text.splitlines()[0][:80]}", flush=True)
            match step.instruction:
                case "WORKDIR":
                    root.folder = step.text
                    (root.path / step.text.lstrip("/")).mkdir(parents=True, exist_ok=True)
                case "ENV":
                    root.environment |= dict(word.split("=", 1) for word in step.text.split())
                case "USER":
                    root.user = step.text
                case "COPY":
                    copy(step, root, roots, context)
                case "RUN":
                    root.run("/bin/sh", "-c", get_command(step.text))
    return root, last


def start(root: Root, stage: Stage) -> None:
    """The entrypoint tells its version, serves an empty home, and the health check says so."""
    words = {step.instruction: step.text for step in stage.steps}
    entrypoint, command = json.loads(words["ENTRYPOINT"]), json.loads(words["CMD"])
    check = json.loads(words["HEALTHCHECK"].split("CMD", 1)[1])
    root.run(*entrypoint, "--version")
    server = subprocess.Popen(root.command(*entrypoint, *command), env=root.environment)
    try:
        for _second in range(120):
            time.sleep(1)
            if server.poll() is not None:
                raise SystemExit("the server ended")
            if (
                subprocess.run(root.command(*check), env=root.environment, capture_output=True, check=False).returncode
                == 0
            ):
                print("== healthy")
                return
        raise SystemExit("not healthy within two minutes")
    finally:
        server.terminate()
        server.wait(30)


def export_context(folder: Path) -> Path:
    """What is committed, without what .containerignore names."""
    context = folder / "context"
    context.mkdir()
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "--extract", "--directory", str(context)], input=archive, check=True)
    for line in (ROOT / ".containerignore").read_text("utf-8").splitlines():
        if line and not line.startswith(("#", "*")):
            path = context / line
            shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
    return context


def main() -> None:
    path = Path(sys.argv[1]).resolve() if len(sys.argv) > 1 else CONTAINERFILE
    if os.geteuid() != 0:
        raise SystemExit("not tried: needs root for the overlay and chroot")
    os.unshare(os.CLONE_NEWNS)  # the mounts end with this process
    mount("--make-rprivate", "/")
    with tempfile.TemporaryDirectory(prefix="sokehoach-image.", ignore_cleanup_errors=True) as name:
        mount("-t", "tmpfs", "-o", "size=4g", "tmpfs", name)
        folder = Path(name)
        stages = parse(path.read_text("utf-8"))
        start(*build(stages, export_context(folder), folder))
        subprocess.run(["umount", "--recursive", "--lazy", name], check=False)


if __name__ == "__main__":
    main()
