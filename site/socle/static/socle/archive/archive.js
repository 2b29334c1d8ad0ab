// The archive's search: hides the rows that lack a word typed. Without it the table is whole.
(function () {
  "use strict";
  const champ = document.getElementById("q");
  const trouvees = document.getElementById("trouvees");
  const plat = (texte) => texte.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  const rangees = Array.from(document.querySelectorAll("#coops tbody tr"), (rangee) => [rangee, plat(rangee.textContent)]);

  function chercher() {
    const mots = plat(champ.value).split(/\s+/).filter(Boolean);
    let nombre = 0;
    for (const [rangee, texte] of rangees) {
      rangee.hidden = !mots.every((mot) => texte.includes(mot));
      nombre += rangee.hidden ? 0 : 1;
    }
    const quoi = nombre > 1 ? trouvees.dataset.plusieurs : trouvees.dataset.une;
    trouvees.textContent = mots.length ? `${nombre} ${quoi}` : "";
  }

  document.getElementById("recherche").hidden = false;
  champ.addEventListener("input", chercher);
})();
