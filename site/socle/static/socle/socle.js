// What a browser can do beyond the page itself: print it, copy its address. Without JavaScript these buttons stay
// hidden, and nothing else changes.
const actions = {
  imprimer: () => window.print(),
  copier: async (bouton) => {
    await navigator.clipboard.writeText(bouton.dataset.adresse);
    const dit = bouton.querySelector("[data-dit]");
    dit.textContent = bouton.dataset.fait;
  },
};

for (const bouton of document.querySelectorAll("button[data-action]")) {
  if (bouton.dataset.action === "copier" && !navigator.clipboard) continue;
  bouton.hidden = false;
  bouton.addEventListener("click", () => actions[bouton.dataset.action](bouton));
}

// Printed, a folded answer is a lost answer.
window.addEventListener("beforeprint", () => {
  for (const pli of document.querySelectorAll("main details")) pli.open = true;
});

// Typed before the script that keeps it had come, on a slow network: said again once it is there.
const dejaSaisi = (champ) =>
  ["checkbox", "radio"].includes(champ.type) ? champ.checked !== champ.defaultChecked : champ.value !== champ.defaultValue;
addEventListener("DOMContentLoaded", () => {
  for (const formulaire of document.querySelectorAll("form[data-garder], form[data-visite]")) {
    const saisis = [...formulaire.querySelectorAll("textarea, input:not([type=hidden], [type=file])")].filter(dejaSaisi);
    if (saisis.length) saisis[0].dispatchEvent(new Event("input", { bubbles: true }));
  }
});
