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

// Typed, ticked or chosen before the script that keeps it had come, on a slow network: said again once it is there.
const choisiDepuis = (liste) => {
  const proposees = [...liste.options].filter((option) => option.defaultSelected);
  if (!proposees.length && !liste.multiple) proposees.push([...liste.options].find((option) => !option.disabled));
  return [...liste.options].some((option) => option.selected !== proposees.includes(option));
};
const dejaSaisi = (champ) => {
  if (champ.matches("select")) return choisiDepuis(champ);
  if (["checkbox", "radio"].includes(champ.type)) return champ.checked !== champ.defaultChecked;
  return champ.value !== champ.defaultValue;
};
addEventListener("DOMContentLoaded", () => {
  for (const formulaire of document.querySelectorAll("form[data-garder], form[data-visite]")) {
    const champs = [...formulaire.querySelectorAll("textarea, select, input:not([type=hidden], [type=file])")];
    champs.find(dejaSaisi)?.dispatchEvent(new Event("input", { bubbles: true }));
  }
});
