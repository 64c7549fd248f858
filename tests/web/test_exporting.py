import pytest

from equitytown.errors import InputError
from equitytown.web.backups import head
from equitytown.web.exporting import export, read_head
from equitytown.web.register.models import Publication, State
from tests.web import factories

pytestmark = pytest.mark.usefixtures("town")


@pytest.fixture
def place(tmp_path):
    (tmp_path / "place.yaml").write_text("name: Town")
    return tmp_path


def outcomes(done):
    return {file.kind: (file.rows, file.outcome) for file in done.files}


def test_it_works(place):
    done = export(place)
    assert outcomes(done) == {"organisations": (2, "new"), "workstreams": (2, "new")}
    assert (done.number, done.digest) == head() == read_head(done.head)
    assert "ORG-A" in (place / "register" / "organisations.csv").read_text()


def test_a_second_export_changes_nothing(place):
    export(place)
    assert {outcome for _, outcome in outcomes(export(place)).values()} == {"as it was"}


def test_what_changed_is_told_by_kind(place):
    export(place)
    factories.action(state=State.PUBLISHED)
    Publication.objects.filter(kind="workstreams").delete()
    assert outcomes(export(place)) == {
        "actions": (1, "new"),
        "organisations": (2, "as it was"),
        "workstreams": (0, "removed"),
    }
    assert not (place / "register" / "workstreams.csv").exists()


def test_drafts_stay_where_they_are(place):
    factories.action()
    assert "actions" not in outcomes(export(place))


def test_a_folder_that_is_no_place_is_refused(tmp_path):
    with pytest.raises(InputError, match=r"no place\.yaml"):
        export(tmp_path)


def test_an_anchor_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(InputError, match="is not there"):
        read_head(tmp_path / "trail-head.json")


def test_an_anchor_that_is_none_is_refused(tmp_path):
    path = tmp_path / "trail-head.json"
    path.write_text('{"number": 3}')
    with pytest.raises(InputError, match="holds no number and digest"):
        read_head(path)
