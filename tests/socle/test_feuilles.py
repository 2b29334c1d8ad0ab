"""The stylesheet and what it brings: one file, in the right order, light enough."""

import re
from pathlib import Path

from django.contrib.staticfiles import finders
from django.core.management import call_command

from socle.cadre.feuilles import (
    A_PART,
    COUCHES,
    NOM,
    SOURCES,
    FeuilleAssemblee,
    assembler,
    assembler_a_part,
    assembler_la_carte,
    serrer,
)

POIDS_DES_POLICES = 70 * 1024


def test_the_layers_are_declared_once_in_order_and_each_wraps_its_files():
    feuille = assembler()
    assert feuille.startswith(f"@layer {', '.join(COUCHES)};")
    assert re.findall(r"^@layer (\w+) \{", feuille, re.MULTILINE) == list(COUCHES)


def test_every_source_is_served_and_no_comment_is():
    feuille, carte = assembler(), assembler_la_carte()
    for source in SOURCES.rglob("*.css"):
        couche = source.parent.name
        servie = {"carte": carte} | {dossier.name: assembler_a_part(dossier.name) for dossier in A_PART.iterdir()}
        assert couche in (*COUCHES, *servie), source
        assert serrer(source.read_text("utf-8")) in servie.get(couche, feuille)
    assert "/*" not in feuille + carte


def test_the_rules_of_a_few_pages_are_a_sheet_of_theirs_in_the_layer_of_pages_and_no_other_page_carries_them():
    a_part = assembler_a_part("montrer")
    assert Path(str(finders.find("socle/montrer.css"))).read_text("utf-8") == a_part
    assert a_part.startswith("@layer pages {")
    assert ".montre-code" in a_part
    assert ".montre-" not in assembler()
    assert "!important" not in a_part


def test_the_card_of_other_sites_has_the_site_s_colours_and_little_else():
    carte = assembler_la_carte()
    assert "--encre: #1d2129" in carte
    assert ".statut--labellisee" in carte
    assert len(carte) < 5 * 1024
    assert "url(" not in carte


def test_tightening_changes_no_rule():
    source = (
        "/* why */\na:hover,\n.b { top: calc(1px + 2px); left: 0; }\n@media (min-width: 1rem) {\n  a { top: 0; }\n}\n"
    )
    serree = "a:hover,\n.b{top: calc(1px + 2px);left: 0}@media (min-width: 1rem){a{top: 0}}"
    assert serrer(source) == serree


def test_nothing_overrides_by_force():
    assert "!important" not in assembler()


def test_the_assembled_file_is_found_and_kept_up_to_date(settings, tmp_path):
    settings.STYLES_ASSEMBLES = tmp_path
    trouvee = FeuilleAssemblee().find(NOM)
    assert trouvee == str(tmp_path / NOM)
    (tmp_path / NOM).write_text("périmée", "utf-8")
    FeuilleAssemblee().find(NOM)
    assert (tmp_path / NOM).read_text("utf-8") == assembler()


def test_any_other_static_file_is_left_to_the_other_finders():
    assert FeuilleAssemblee().find("socle/icones.svg") == []


def test_collecting_static_files_brings_the_stylesheet(settings, tmp_path):
    settings.STYLES_ASSEMBLES = tmp_path / "assembles"
    settings.STATIC_ROOT = tmp_path / "static"
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin", "wagtail*", "*/js/*"])
    assert (tmp_path / "static" / NOM).read_text("utf-8") == assembler()


def test_every_file_the_stylesheet_names_exists():
    noms = re.findall(r'url\("([^"]+)"\)', assembler())
    assert noms
    for nom in noms:
        assert finders.find(f"socle/{nom}"), nom


def test_the_fonts_hold_in_seventy_kilobytes():
    polices = [Path(str(finders.find(f"socle/fonts/{nom}.woff2"))) for nom in ("source-serif-4", "source-sans-3")]
    tailles = [police.stat().st_size for police in polices]
    assert sum(tailles) <= POIDS_DES_POLICES
