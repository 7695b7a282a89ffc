"""The report of a rehearsal: what was done, how long it took, what was seen."""

from __future__ import annotations

from wijkdesk.ui.rehearsal.stage import Stage


def text(stage: Stage, wrong: str) -> str:
    """The report as plain text."""
    lines = ["# Rehearsal", "", "| step | seconds | keys | clicks | checked |", "|---|---|---|---|---|"]
    for step in stage.steps:
        outcome = "WRONG" if step.wrong else "yes"
        lines.append(f"| {step.name} | {step.seconds:.2f} | {step.keys} | {step.clicks} | {outcome} |")
    total = sum(step.seconds for step in stage.steps)
    lines += [
        "",
        f"{len(stage.steps)} steps in {total:.1f} s; {len(stage.hand.pictures)} pictures in {stage.out}.",
    ]
    if stage.papers:
        lines += ["", "Papers:", ""]
        lines += [f"- {name} ({(stage.out / name).stat().st_size // 1024} kB)" for name in stage.papers]
    if wrong:
        lines += ["", "Stopped:", "", wrong]
    return "\n".join(lines) + "\n"


def write(stage: Stage, wrong: str) -> None:
    """Keep the report beside the pictures."""
    (stage.out / "summary.md").write_text(text(stage, wrong), encoding="utf-8")
