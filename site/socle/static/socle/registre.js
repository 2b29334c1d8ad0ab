// The register answers while one types: the same page, asked for a moment after the last key, whose result and facets
// take the place of those shown. Without JavaScript the form's own button does the same.
const ATTENTE = 250;
const formulaire = document.querySelector("#filtres");
const champ = formulaire.querySelector("[name=q]");
let minuteur;
let demande;

function adresse() {
  const donnees = [...new FormData(formulaire)].filter(([, valeur]) => valeur !== "");
  return `${formulaire.action}?${new URLSearchParams(donnees)}`;
}

async function chercher() {
  demande?.abort();
  demande = new AbortController();
  const url = adresse();
  try {
    const reponse = await fetch(url, { signal: demande.signal });
    if (!reponse.ok) return;
    const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
    for (const id of ["facettes", "resultat-corps"]) {
      const ancien = document.getElementById(id);
      const nouveau = page.getElementById(id);
      if (ancien.open) nouveau.open = true;
      ancien.replaceWith(nouveau);
    }
    // The heading stays and only its words change, so that a screen reader tells them.
    document.getElementById("resultat-titre").textContent = page.getElementById("resultat-titre").textContent;
    document.title = page.title;
    history.replaceState(null, "", url);
  } catch (erreur) {
    if (erreur.name !== "AbortError") formulaire.submit();
  }
}

champ.addEventListener("input", () => {
  clearTimeout(minuteur);
  minuteur = setTimeout(chercher, ATTENTE);
});
