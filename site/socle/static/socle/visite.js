// Keeps a report of a visit in this phone until the site has it. The form works without this, with a network.
const formulaire = document.querySelector("form[data-visite]");
const etat = formulaire.querySelector("[data-etat]");
const fautes = document.querySelector("[data-fautes]");
const liste = formulaire.querySelector("[data-photos]");
const choix = formulaire.elements.photos;
const CLE = `visite ${formulaire.dataset.visite} ${location.pathname}`;
const COTE = 2048; // pixels of the longer side: enough to read a notice, light enough for a weak network
const DU_SITE = new Set(["csrfmiddlewaretoken", "passe"]); // said by the page, never typed
const GARDE = "Gardé dans ce téléphone, pas encore envoyé.";

const dire = (texte, suite) => {
  etat.textContent = texte;
  if (suite) etat.append(" ", suite);
};

// What is typed: written at once, at each key, so that a closed tab loses nothing.
const garder = () => {
  const champs = [...new FormData(formulaire)].filter(([nom, valeur]) => !DU_SITE.has(nom) && typeof valeur === "string");
  try {
    localStorage.setItem(CLE, JSON.stringify(champs));
    dire(navigator.onLine ? GARDE : `${GARDE} Pas de réseau.`);
  } catch {
    dire("Ce téléphone ne peut rien garder : envoyez avant de fermer cette page.");
  }
};

const rendre = () => {
  const garde = localStorage.getItem(CLE);
  if (!garde || !fautes.hidden) return Boolean(garde);
  const cochees = new Set();
  for (const [nom, valeur] of JSON.parse(garde)) {
    for (const champ of formulaire.querySelectorAll(`[name="${CSS.escape(nom)}"]`)) {
      if (["radio", "checkbox"].includes(champ.type)) {
        if (champ.value === valeur) cochees.add(champ);
      } else champ.value = valeur;
    }
  }
  for (const champ of formulaire.querySelectorAll("[type=radio], [type=checkbox]")) champ.checked = cochees.has(champ);
  return true;
};

// Photographs are too heavy for the storage of texts.
const promesse = (demande) =>
  new Promise((resoudre, refuser) => {
    demande.onsuccess = () => resoudre(demande.result);
    demande.onerror = () => refuser(demande.error);
  });
const ouvrir = () => {
  const demande = indexedDB.open("visites", 1);
  demande.onupgradeneeded = () => demande.result.createObjectStore("photos", { autoIncrement: true }).createIndex("cle", "cle");
  return promesse(demande);
};
// `faire` is given the store; what it returns is sure once the transaction is.
const dansLesPhotos = async (faire) => {
  const base = await ouvrir();
  try {
    const transaction = base.transaction("photos", "readwrite");
    const finie = new Promise((resoudre, refuser) => {
      transaction.oncomplete = resoudre;
      transaction.onabort = () => refuser(transaction.error);
    });
    const rendu = faire(transaction.objectStore("photos"));
    await finie;
    return rendu;
  } finally {
    base.close();
  }
};
const photosGardees = async () => {
  const demandes = await dansLesPhotos((photos) => {
    const siennes = photos.index("cle");
    return [siennes.getAllKeys(CLE), siennes.getAll(CLE)];
  });
  const [cles, lues] = demandes.map((demande) => demande.result);
  return lues.map((photo, rang) => ({ ...photo, numero: cles[rang] }));
};

// A photograph drawn smaller, without what the camera wrote in it; as it came when this browser cannot.
const reduire = async (fichier) => {
  try {
    const image = await createImageBitmap(fichier);
    const echelle = Math.min(1, COTE / Math.max(image.width, image.height));
    const toile = document.createElement("canvas");
    toile.width = Math.round(image.width * echelle);
    toile.height = Math.round(image.height * echelle);
    toile.getContext("2d").drawImage(image, 0, 0, toile.width, toile.height);
    const reduite = await new Promise((resoudre) => toile.toBlob(resoudre, "image/jpeg", 0.85));
    return { contenu: await reduite.arrayBuffer(), type: "image/jpeg", nom: `${fichier.name.replace(/\.\w+$/, "")}.jpg` };
  } catch {
    return { contenu: await fichier.arrayBuffer(), type: fichier.type, nom: fichier.name };
  }
};

const montrer = async () => {
  const gardees = await photosGardees();
  liste.hidden = gardees.length === 0;
  liste.replaceChildren(
    ...gardees.map(({ nom, numero }) => {
      const ligne = document.createElement("li");
      const bouton = document.createElement("button");
      bouton.type = "button";
      bouton.className = "bouton bouton--second";
      bouton.textContent = `Retirer ${nom}`;
      bouton.addEventListener("click", async () => {
        await dansLesPhotos((photos) => photos.delete(numero));
        await montrer();
        choix.focus();
      });
      ligne.append(bouton);
      return ligne;
    }),
  );
  return gardees.length;
};

choix.addEventListener("change", async () => {
  if (!choix.files.length) return;
  dire("Les photographies se gardent…");
  try {
    const prises = await Promise.all([...choix.files].map(reduire));
    await dansLesPhotos((photos) => {
      for (const photo of prises) photos.add({ cle: CLE, ...photo });
    });
    choix.value = "";
    await montrer();
    garder();
  } catch {
    dire("Ce téléphone ne peut pas garder ces photographies : envoyez avant de fermer cette page.");
  }
});

const refuser = (lues) => {
  const lignes = lues.map(({ ancre, texte }) => {
    const ligne = document.createElement("li");
    const dans = ancre ? document.createElement("a") : ligne;
    dans.textContent = texte;
    if (ancre) {
      dans.className = "fautes__lien";
      dans.href = `#${ancre}`;
      ligne.append(dans);
    }
    return ligne;
  });
  fautes.querySelector("ul").replaceChildren(...lignes);
  fautes.hidden = false;
  fautes.focus();
  dire(GARDE);
};

const seReconnecter = () => {
  const lien = document.createElement("a");
  lien.href = location.pathname;
  lien.textContent = "Se reconnecter";
  return lien;
};

const oublier = async () => {
  localStorage.removeItem(CLE);
  await dansLesPhotos(async (photos) => {
    photos.index("cle").openKeyCursor(CLE).onsuccess = ({ target }) => {
      if (!target.result) return;
      photos.delete(target.result.primaryKey);
      target.result.continue();
    };
  });
  await caches?.open("visite").then((cache) => cache.delete(location.pathname));
};

// The page may have been opened long ago: the site is asked for a fresh one, whose token is the session's.
const envoyer = async () => {
  const page = await fetch(location.pathname, { cache: "no-store" });
  if (page.redirected) return dire("Votre session a expiré, rien n’est perdu.", seReconnecter());
  if (!page.ok) return dire(`Le site refuse cette page (${page.status}). ${GARDE}`);
  const fraiche = new DOMParser().parseFromString(await page.text(), "text/html");

  const donnees = new FormData(formulaire);
  donnees.set("csrfmiddlewaretoken", fraiche.querySelector("[name=csrfmiddlewaretoken]").value);
  for (const { contenu, type, nom } of await photosGardees()) donnees.append("photos", new File([contenu], nom, { type }));

  const reponse = await fetch(location.pathname, { method: "POST", body: donnees, headers: { Accept: "application/json" } });
  const lu = await reponse.json().catch(() => null);
  if (reponse.status === 400 && lu) return refuser(lu.fautes);
  if (!reponse.ok || !lu) return dire(`Le site n’a pas pris l’envoi (${reponse.status}). ${GARDE}`);

  await oublier();
  dire("Envoyé.");
  location.assign(lu.adresse);
};

formulaire.addEventListener("submit", async (evenement) => {
  evenement.preventDefault();
  if (formulaire.inert) return;
  garder();
  fautes.hidden = true;
  formulaire.inert = true; // what is typed while it leaves would be in neither
  dire("Envoi…");
  try {
    await envoyer();
  } catch {
    dire(`Pas de réseau. ${GARDE}`);
  } finally {
    formulaire.inert = false;
  }
});
formulaire.addEventListener("input", garder);

// What opens this page again without a network: itself, and what it is drawn with.
const preparer = async () => {
  await navigator.serviceWorker.register(formulaire.dataset.horsLigne);
  const cache = await caches.open("visite");
  const page = await fetch(location.pathname);
  if (page.ok && !page.redirected) await cache.put(location.pathname, page);
  const lues = performance.getEntriesByType("resource").map(({ name }) => name);
  await cache.addAll([...new Set(lues)].filter((adresse) => adresse.startsWith(`${location.origin}/static/`)));
};

const texte = rendre();
const photos = await montrer().catch(() => 0);
if (texte || photos) dire(GARDE);
if ("serviceWorker" in navigator) {
  await preparer().then(
    () => (formulaire.dataset.prete = ""),
    () => null, // opened without a network, or in a browser that keeps nothing: the open tab still does
  );
}
