// « Mon classeur » keeps its sheets in this browser: a sheet added joins those already there, and the page of the
// classeur, opened bare, finds them again. Without JavaScript the address alone holds them.
const CLE = "classeur";
const demandees = () => new URLSearchParams(location.search).getAll("fiches");
const lire = () => { try { return JSON.parse(localStorage.getItem(CLE)) ?? []; } catch { return []; } };
const garder = (fiches) => { try { localStorage.setItem(CLE, JSON.stringify(fiches)); } catch { /* private browsing */ } };

if (document.querySelector("[data-classeur=vide]") && !location.search && lire().length) {
  location.replace(`?${new URLSearchParams(lire().map((fiche) => ["fiches", fiche]))}`);
} else if (document.querySelector("[data-classeur=contenu]")) {
  garder(demandees());
}

document.addEventListener("submit", ({ target }) => {
  if (target.dataset.classeur === "ajouter") {
    const ajoutee = target.elements.fiches.value;
    for (const fiche of lire().filter((autre) => autre !== ajoutee)) {
      target.append(Object.assign(document.createElement("input"), { type: "hidden", name: "fiches", value: fiche }));
    }
  } else if (target.dataset.classeur === "contenu") {
    garder(new FormData(target).getAll("fiches"));
  }
});
