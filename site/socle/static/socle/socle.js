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
