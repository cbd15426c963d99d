"""The container files: each instruction, copied file, service, volume, variable and command is one that there is."""

import inspect
import json
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from tools import try_image

from sokehoach import __version__
from sokehoach.config import cli, env

ROOT = try_image.ROOT
FOLDER = ROOT / "deploy/container"
COMPOSE: dict[str, Any] = yaml.safe_load((FOLDER / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
PRODUCT = ("web", "worker", "tick")
# Of the Compose Specification, those that are used here and the types that it gives them.
KEYS: dict[str, type | tuple[type, ...]] = {
    "image": str, "build": dict, "command": list, "entrypoint": list, "env_file": (str, list), "environment": dict,
    "volumes": list, "init": bool, "read_only": bool, "tmpfs": list, "cap_drop": list, "security_opt": list,
    "mem_limit": str, "pids_limit": int, "restart": str, "network_mode": str, "healthcheck": dict, "depends_on": dict,
    "ports": list, "shm_size": str,
}  # fmt: skip


def stages() -> list[try_image.Stage]:
    return try_image.parse((FOLDER / "Containerfile").read_text("utf-8"))


def test_the_containerfile_has_two_stages_of_known_instructions() -> None:
    build, image = stages()
    assert build.name == "build"
    assert {stage.base for stage in (build, image)} == {"python:3.13-slim"}
    assert [step.instruction for step in image.steps][-5:] == ["USER", "WORKDIR", "HEALTHCHECK", "ENTRYPOINT", "CMD"]


@pytest.mark.parametrize("line", ["ADD x y", "run true", "SHELL []", "EXPOSE"])
def test_an_instruction_that_is_not_tried_is_refused(line: str) -> None:
    with pytest.raises(ValueError, match="line 2"):
        try_image.parse(f"FROM python:3.13-slim\n{line}\n")


def test_what_is_copied_is_in_the_context() -> None:
    ignored = (ROOT / ".containerignore").read_text("utf-8").splitlines()
    for stage in stages():
        for step in stage.steps:
            if step.instruction == "COPY" and not step.text.startswith("--from="):
                for name in step.text.split()[:-1]:
                    assert (ROOT / name).exists(), name
                    assert not any(name.startswith(f"{line}/") or name == line for line in ignored)
    names = [stage.name for stage in stages()]
    for name in re.findall(r"--from=(\S+)", (FOLDER / "Containerfile").read_text("utf-8")):
        assert name in names


def test_each_shell_line_is_one() -> None:
    for stage in stages():
        for step in stage.steps:
            if step.instruction == "RUN":
                command = try_image.get_command(step.text)
                assert subprocess.run(["sh", "-n", "-c", command], check=False).returncode == 0, command
    for script in (FOLDER / "every.sh", ROOT / "deploy/bundle/install.sh"):
        assert subprocess.run(["sh", "-n", script], check=False).returncode == 0
        assert script.stat().st_mode & 0o111


def test_the_image_runs_as_nobody_special_and_starts_the_product() -> None:
    words = {step.instruction: step.text for step in stages()[-1].steps}
    assert words["USER"] == "sokehoach"
    assert json.loads(words["ENTRYPOINT"]) == ["sokehoach"]
    cli.build_parser().parse_args(json.loads(words["CMD"]))
    [script] = json.loads(words["HEALTHCHECK"].split("CMD", 1)[1])[1:]
    assert (FOLDER / Path(script).name).exists()


def test_compose_has_the_five_services_and_no_unknown_key() -> None:
    assert set(SERVICES) == {"postgres", "proxy", *PRODUCT}
    assert set(COMPOSE) == {"name", "x-product", "services", "volumes"}
    for name, service in SERVICES.items():
        for key, value in service.items():
            assert isinstance(value, KEYS[key]), (name, key)
        assert service["restart"] == "unless-stopped"
        assert ":" in service["image"], "a version is pinned"
        assert not service["image"].endswith(":latest")


@pytest.mark.parametrize("name", PRODUCT)
def test_a_service_of_the_product_is_confined(name: str) -> None:
    service = SERVICES[name]
    assert service["image"] == f"sokehoach:{__version__}"
    assert service["read_only"]
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert "ports" not in service
    assert "privileged" not in service
    assert (FOLDER / service["build"]["context"] / service["build"]["dockerfile"]).exists()


def test_only_nginx_is_reached_from_outside_and_the_database_has_no_network() -> None:
    assert [name for name, service in SERVICES.items() if "ports" in service] == ["proxy"]
    assert SERVICES["web"]["network_mode"] == "service:proxy"
    assert SERVICES["postgres"]["network_mode"] == "none"
    assert "listen_addresses=" in SERVICES["postgres"]["command"]
    nginx = (ROOT / "deploy/nginx/sokehoach.conf").read_text("utf-8")
    assert "proxy_pass http://127.0.0.1:8000" in nginx
    assert SERVICES["web"]["command"][:3] == ["serve", "--port", "8000"]


def test_services_depend_on_services_and_mount_volumes_or_files_that_there_are() -> None:
    for service in SERVICES.values():
        for other, condition in service.get("depends_on", {}).items():
            assert other in SERVICES
            if condition["condition"] == "service_healthy":
                assert "healthcheck" in SERVICES[other] or other in PRODUCT
        for volume in service["volumes"]:
            source = volume.split(":")[0]
            if source.startswith("."):
                assert (FOLDER / source).exists() or source == "./tls", source
            else:
                assert source in COMPOSE["volumes"]
    socket = SERVICES["web"]["environment"]["DATABASE_URL"].rsplit("host=", 1)[1]
    assert f"socket:{socket}" in SERVICES["web"]["volumes"]


def test_variables_and_commands_are_those_of_the_product() -> None:
    known = set(re.findall(r"^([A-Z_]+) +\S", inspect.getdoc(env) or "", re.MULTILINE))
    for name in PRODUCT:
        service = SERVICES[name]
        assert set(service["environment"]) <= known
        words = [*service.get("entrypoint", ["sokehoach"]), *service["command"]]
        program = words.index("sokehoach")
        cli.build_parser().parse_args(words[program + 1 :])
        assert words[:program] in ([], ["every.sh", "60"], ["every.sh", "300"])


def test_the_role_of_the_product_is_no_superuser() -> None:
    text = (FOLDER / "10-sokehoach.sql").read_text("utf-8")
    assert "CREATE ROLE sokehoach LOGIN;" in text
    assert "SUPERUSER" not in text.upper().replace("NO SUPERUSER", "")


def test_every_goes_on_after_a_failure_and_ends_when_told(tmp_path: Path) -> None:
    program = shlex.quote(str(FOLDER / "every.sh"))
    script = f"{program} 0.05 sh -c 'echo once >>ran; exit 3' & sleep 1; kill -TERM $!; wait $!"
    done = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0
    assert (tmp_path / "ran").read_text().count("once") > 1
    assert "ended with 3" in done.stderr
