"""Units with which the system's service manager keeps the server running."""

import subprocess
from pathlib import Path
from xml.sax.saxutils import escape

_LABEL = "io.github.mcp-mem0.server"


def build_unit(platform: str, command: list[str], log: Path) -> str:
    """Return the unit for a platform; its comments say how to install it.

    Args:
        platform: As `sys.platform` names it.
        command: The command that the unit runs.
        log: The file for its output on platforms that keep no log of their own.
    """
    match platform:
        case "darwin":
            return _build_launchd_unit(command, log)
        case "win32":
            run = subprocess.list2cmdline(command).replace('"', '\\"')
            return f'schtasks /Create /TN mcp-mem0 /SC ONLOGON /TR "{run}"\n'
        case _:
            return _build_systemd_unit(command)


def _build_systemd_unit(command: list[str]) -> str:
    run = " ".join(map(_quote_systemd_word, command))
    return f"""\
# mcp-mem0 up --print-unit > ~/.config/systemd/user/mcp-mem0.service
# systemctl --user daemon-reload && systemctl --user enable --now mcp-mem0
[Unit]
Description=mcp-mem0, one memory for all assistants

[Service]
ExecStart={run}
Restart=on-failure
UMask=0077

[Install]
WantedBy=default.target
"""


def _quote_systemd_word(word: str) -> str:
    """Quote a word of a command by systemd's rules, which are not a shell's."""
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    # Unescaped, % begins a specifier and $ a variable.
    return '"' + escaped.replace("%", "%%").replace("$", "$$") + '"'


def _build_launchd_unit(command: list[str], log: Path) -> str:
    words = "\n".join(f"        <string>{escape(word)}</string>" for word in command)
    file = f"~/Library/LaunchAgents/{_LABEL}.plist"
    return f"""\
<?xml version="1.0" encoding="UTF-8"?>
<!-- Save this as {file}, then: launchctl load {file} -->
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN"
    "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
    <key>Label</key>
    <string>{_LABEL}</string>
    <key>ProgramArguments</key>
    <array>
{words}
    </array>
    <key>RunAtLoad</key>
    <true/>
    <key>KeepAlive</key>
    <dict>
        <key>SuccessfulExit</key>
        <false/>
    </dict>
    <key>StandardErrorPath</key>
    <string>{escape(str(log))}</string>
</dict>
</plist>
"""
