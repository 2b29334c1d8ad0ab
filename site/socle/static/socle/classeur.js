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

// What is sent is written at that moment, never in the page: a page come back to holds nothing dropped since.
document.addEventListener("formdata", ({ target, formData }) => {
  if (target.dataset.classeur === "ajouter") {
    const ajoutee = formData.get("fiches");
    lire().filter((autre) => autre !== ajoutee).forEach((fiche) => formData.append("fiches", fiche));
  } else if (target.dataset.classeur === "contenu") {
    garder(formData.getAll("fiches"));
  }
});
