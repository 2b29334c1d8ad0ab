const formulaire = document.querySelector("form[data-garder]");

// The rule of the three engagements, said while one chooses. The server says it again.
const principal = formulaire.elements.engagement_principal;
const autres = [...formulaire.querySelectorAll("input[name=engagements_secondaires]")];
const compte = formulaire.querySelector("[data-compte-engagements]");
const expliquer = () => {
  const choisis = autres.filter((boite) => boite.checked);
  if (choisis.some((boite) => boite.value === principal.value)) {
    compte.textContent = "L’engagement principal est coché ici aussi : décochez-le.";
  } else if (choisis.length > 2) {
    compte.textContent = `${choisis.length} cochés : deux au plus, ôtez-en ${choisis.length - 2}.`;
  } else {
    compte.textContent = `${choisis.length} sur 2.`;
  }
};
formulaire.addEventListener("change", expliquer);
expliquer();
