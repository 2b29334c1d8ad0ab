"""Files given to the imports: whatever stands in each column, a refusal in words, and nothing written."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from registre.imports.fichier import SCHEMAS
from registre.models import Cooperative, Evenement
from tests.portes.formulaires import VALEURS

COMMANDES = {"cooperatives": "importer_cooperatives", "labels": "importer_labels"}


@pytest.mark.django_db
@pytest.mark.parametrize("schema", COMMANDES)
@pytest.mark.parametrize("valeur", VALEURS, ids=["control signs", "5,000 digits", "140 kB", "NUL", "depth"])
def test_a_file_with_it_in_every_column_is_refused_by_line_and_column(schema: str, valeur: str, tmp_path: Path) -> None:
    colonnes = [champ["name"] for champ in json.loads((SCHEMAS / f"{schema}.schema.json").read_text())["fields"]]
    fichier = tmp_path / "fichier.csv"
    fichier.write_text("\n".join([",".join(colonnes), ",".join(f'"{valeur}"' for _ in colonnes)]), encoding="utf-8")
    with pytest.raises(CommandError, match="ligne 2"):
        call_command(COMMANDES[schema], str(fichier), stdout=StringIO())
    assert not Cooperative.objects.exists()
    assert not Evenement.objects.exists()
