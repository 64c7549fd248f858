from rich.progress import Progress

from equitytown import progress
from equitytown.progress import reporting, silent


def test_quiet_reports_nothing(capsys):
    with reporting(quiet=True) as report:
        report("Drawing", 1, 2)
    assert capsys.readouterr() == ("", "")


def test_in_a_log_each_step_is_one_line(capsys):
    with reporting(quiet=False) as report:
        for done in range(1, 4):
            report("Drawing", done, 3)
        report("PDF", 1, 1)
    assert capsys.readouterr().err.splitlines() == ["Drawing: 3", "PDF"]


def test_a_terminal_shows_one_bar_a_step(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    shown = []

    class Watched(Progress):
        def __init__(self, *columns, **options):
            super().__init__(*columns, **options)
            shown.append(self)

    monkeypatch.setattr(progress, "Progress", Watched)
    with reporting(quiet=False) as report:
        for done in range(3):
            report("Drawing", done, 2)
        report("PDF", 0, 1)
        report("PDF", 1, 1)
    (bars,) = shown
    assert [(task.description, task.completed, task.total) for task in bars.tasks] == [("Drawing", 2, 2), ("PDF", 1, 1)]


def test_silence_is_a_report():
    silent("Drawing", 1, 2)
