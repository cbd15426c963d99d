"""Makes an offline bundle: the wheel, every pinned wheel for this machine, checksums, an installer.

usage: tools/bundle.py [FOLDER]     dist/ where none is named; prints the path of the archive
Only this step asks the package index that pip is configured with; the installer asks nobody.
"""

import hashlib
import platform
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))


def compute_sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def fetch_wheels(folder: Path) -> None:
    """Downloads what requirements/base.txt pins, each checked against its hash there."""
    subprocess.run(
        [
            sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--only-binary", ":all:",
            "--require-hashes", "--requirement", ROOT / "requirements/base.txt", "--dest", folder,
        ],
        check=True,
    )  # fmt: skip


def write_requirements(path: Path, wheels: Path) -> None:
    """One line for each wheel of the folder, with its own hash: the installer takes nothing else."""
    lines = []
    for wheel in sorted(wheels.glob("*.whl")):
        name, version = wheel.name.split("-")[:2]
        lines.append(f"{name.replace('_', '-')}=={version} --hash=sha256:{compute_sha256(wheel)}")
    path.write_text("\n".join(lines) + "\n", "utf-8")


def write_checksums(folder: Path) -> None:
    """SHA256SUMS of all other files, as `sha256sum --check` reads it."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    lines = [f"{compute_sha256(path)}  {path.relative_to(folder).as_posix()}" for path in files]
    (folder / "SHA256SUMS").write_text("\n".join(lines) + "\n", "utf-8")


def make_bundle(folder: Path) -> Path:
    from tools.wheel import build_wheel

    wheel = build_wheel(folder)
    version = wheel.name.split("-")[1]
    python = f"cp{sys.version_info.major}{sys.version_info.minor}"
    bundle = folder / f"sokehoach-{version}-{python}-{platform.system().lower()}-{platform.machine()}"
    shutil.rmtree(bundle, ignore_errors=True)
    wheels = bundle / "wheels"
    wheels.mkdir(parents=True)
    fetch_wheels(wheels)
    shutil.copy2(wheel, wheels)
    write_requirements(bundle / "requirements.txt", wheels)
    for source in ("LICENSE", "UPGRADE.md", "deploy/bundle/install.sh", "deploy/bundle/READ-ME.txt"):
        shutil.copy2(ROOT / source, bundle)
    shutil.copytree(ROOT / "deploy", bundle / "deploy", ignore=shutil.ignore_patterns("bundle"))
    write_checksums(bundle)
    archive = bundle.with_name(f"{bundle.name}.tar.gz")
    with tarfile.open(archive, "w:gz", compresslevel=6) as tar:
        tar.add(bundle, arcname=bundle.name)
    archive.with_name(f"{archive.name}.sha256").write_text(f"{compute_sha256(archive)}  {archive.name}\n", "utf-8")
    return archive


if __name__ == "__main__":
    from tools.wheel import build_assets

    build_assets()
    print(make_bundle(Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "dist").resolve()))
