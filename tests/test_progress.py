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


def test_a_terminal_shows_a_bar(monkeypatch):
    monkeypatch.setenv("FORCE_COLOR", "1")
    with reporting(quiet=False) as report:
        report("Drawing", 0, 2)
        report("Drawing", 2, 2)


def test_silence_is_a_report():
    silent("Drawing", 1, 2)
