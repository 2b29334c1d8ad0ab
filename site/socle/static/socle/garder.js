// Keeps what is typed, as it is typed. The form works without this: every button keeps everything too.
const PAUSE = 1200;
const formulaire = document.querySelector("form[data-garder]");
const etat = formulaire.querySelector("[data-etat]");
const COPIE = `fiche ${formulaire.getAttribute("action")}`;

// What the server keeps: every field but the files.
const saisie = () => {
  const donnees = new FormData(formulaire);
  for (const champ of formulaire.querySelectorAll("input[type=file]")) donnees.delete(champ.name);
  return donnees;
};

const dire = (texte, suite) => {
  etat.textContent = texte;
  if (suite) etat.append(" ", suite);
};

// `envoyee`: the whole form is on its way to the server, whose next page says what became of it.
const copier = (donnees, envoyee = false) => {
  const champs = [...donnees].filter(([nom]) => nom !== "csrfmiddlewaretoken" && nom !== "passe");
  try {
    localStorage.setItem(COPIE, JSON.stringify({ envoyee, champs }));
  } catch {
    // A full or forbidden storage changes nothing: the server keeps it.
  }
};

const seReconnecter = () => {
  const lien = document.createElement("a");
  lien.href = formulaire.dataset.connexion;
  lien.textContent = "Se reconnecter";
  return lien;
};

const enTexte = (donnees) => new URLSearchParams(donnees).toString();

let envoyee = "";
let modifiee = false; // something was typed that the server has not answered for
let enCours = Promise.resolve();

const garder = async (donnees) => {
  const texte = enTexte(donnees);
  if (texte === envoyee) return true;
  copier(donnees);
  let reponse;
  try {
    reponse = await fetch(formulaire.dataset.garder, { method: "POST", body: donnees, headers: { "X-Requested-With": "XMLHttpRequest" } });
  } catch {
    dire("Pas de réseau : votre texte est gardé dans ce navigateur.");
    return false;
  }
  if (reponse.status === 401) {
    dire("Votre session a expiré, rien n’est perdu.", seReconnecter());
    return false;
  }
  const lu = await reponse.json().catch(() => ({ message: "L’enregistrement automatique ne répond pas : enregistrez." }));
  dire(lu.message);
  if (!reponse.ok) return false;
  envoyee = texte;
  modifiee = enTexte(saisie()) !== texte;
  formulaire.elements.version.value = lu.version;
  localStorage.removeItem(COPIE);
  return true;
};

// One after the other: a slow answer must not bring back an older version.
const bientot = () => {
  enCours = enCours.then(() => garder(saisie()));
};

let attente = 0;
formulaire.addEventListener("input", () => {
  modifiee = true;
  clearTimeout(attente);
  attente = setTimeout(bientot, PAUSE);
});
// Leaving at once, by a link or a closed tab: what no save had time to take stays in this browser.
addEventListener("pagehide", () => {
  if (modifiee) copier(saisie());
});
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && attente) bientot();
});
// A button answers for the whole form: no save of its own must follow it out of the page.
const cesserDeGarder = () => {
  clearTimeout(attente);
  attente = 0;
  modifiee = false;
};
formulaire.addEventListener("submit", () => {
  cesserDeGarder();
  copier(saisie(), true);
});
for (const abandon of document.querySelectorAll("form[data-abandon]")) {
  abandon.addEventListener("submit", () => {
    cesserDeGarder();
    localStorage.removeItem(COPIE);
  });
}

const lire = () => {
  try {
    const { champs, envoyee } = JSON.parse(localStorage.getItem(COPIE));
    return { champs, envoyee };
  } catch {
    return null; // nothing, or what an older page wrote
  }
};

// A form that was sent is answered once the page holds another version than the one it was sent from.
const repondue = ({ champs, envoyee }) => {
  const lus = Object.fromEntries(champs);
  return envoyee && ["version", "base"].some((nom) => formulaire.elements[nom] && lus[nom] !== formulaire.elements[nom].value);
};

// What this browser kept and the server never had: given back, then the page shows it.
const rendre = async () => {
  const copie = lire();
  if (!copie) return;
  if (repondue(copie) || document.querySelector(".fautes, .conflit")) {
    localStorage.removeItem(COPIE);
    return;
  }
  const donnees = new FormData();
  for (const [nom, valeur] of copie.champs) donnees.append(nom, valeur);
  for (const nom of ["csrfmiddlewaretoken", "passe", "version"]) donnees.set(nom, formulaire.elements[nom].value);
  const meme = new URLSearchParams([...donnees].sort()).toString() === new URLSearchParams([...saisie()].sort()).toString();
  if (meme) {
    localStorage.removeItem(COPIE);
  } else if (await garder(donnees)) {
    modifiee = false; // the fields still show what was there before: leaving must not keep that
    localStorage.removeItem(COPIE);
    location.reload();
  }
};
rendre();
