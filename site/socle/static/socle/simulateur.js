// The simulator answers as one ticks: the same page, asked for with what is ticked, whose verdict takes the place of the
// one shown. Without JavaScript the form's own button does the same.
const ATTENTE = 150;
const formulaire = document.querySelector("#simulateur");
let minuteur;
let demande;

async function actualiser() {
  demande?.abort();
  demande = new AbortController();
  const question = new URLSearchParams(new FormData(formulaire)).toString();
  const url = question ? `${formulaire.action}?${question}` : formulaire.action;
  try {
    const reponse = await fetch(url, { signal: demande.signal });
    if (!reponse.ok) return;
    const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
    // The sentence stays and only its words change, so that a screen reader tells them, and nothing else.
    document.getElementById("bilan-phrase").textContent = page.getElementById("bilan-phrase").textContent;
    document.getElementById("bilan-corps").replaceWith(page.getElementById("bilan-corps"));
    history.replaceState(null, "", url);
    const [copier, ecrire] = ["[data-action=copier]", "a[href^='mailto:']"];
    document.querySelector(copier).dataset.adresse = page.querySelector(copier).dataset.adresse;
    document.querySelector(`main ${ecrire}`).href = page.querySelector(`main ${ecrire}`).href;
  } catch (erreur) {
    if (erreur.name !== "AbortError") formulaire.submit();
  }
}

formulaire?.addEventListener("change", () => {
  clearTimeout(minuteur);
  minuteur = setTimeout(actualiser, ATTENTE);
});
