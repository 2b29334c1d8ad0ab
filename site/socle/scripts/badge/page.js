// The page: a badge is dropped, chosen or pasted, examined here, and explained in the words that the page came with.
// Where the browser knows no Ed25519, the form goes to the site as it does without JavaScript.
"use strict";

{
  const donnees = JSON.parse(document.getElementById("donnees-du-badge").textContent);
  const { textes, phrases } = donnees;
  const formulaire = document.querySelector(".depot-de-badge");
  const place = document.getElementById("reponse-au-badge");
  const [champ, colle] = [formulaire.elements.fichier, formulaire.elements.texte];

  const remplir = (phrase, mots) => phrase.replace(/%\((\w+)\)s/g, (_, nom) => mots[nom] ?? "");
  const jour = (moment) => new Date(moment).toLocaleDateString("en-CA", { timeZone: "Europe/Paris" });
  const enLettres = (moment) => new Intl.DateTimeFormat(donnees.langue === "fr" ? "fr-FR" : "en-GB", {
    day: "numeric", month: "long", year: "numeric", timeZone: "Europe/Paris",
  }).format(moment).replace(/^1 (?=\D)/, donnees.langue === "fr" ? "1er " : "1 ");

  function element(balise, classe, ...dedans) {
    const fait = Object.assign(document.createElement(balise), { className: classe });
    fait.append(...dedans);
    return fait;
  }

  // What a document of ours says; its signature is right, so its form is known.
  function lire({ validFrom, validUntil, credentialSubject: porteuse }) {
    const [debut, fin] = [new Date(validFrom), new Date(validUntil)];
    const siren = porteuse.otherIdentifier.find(({ identifierType }) => identifierType === "ext:siren").identifier;
    const fiction = porteuse.name.startsWith(donnees.fiction);
    return {
      siren, fiction, numero: porteuse.achievement.humanCode,
      nom: fiction ? porteuse.name.slice(donnees.fiction.length) : porteuse.name,
      periode: jour(Date.now()) < jour(debut) ? "a_venir" : jour(Date.now()) <= jour(fin) ? "en_cours" : "passees",
      debut: enLettres(debut), fin: enLettres(fin), lendemain: enLettres(fin.getTime() + 1000),
    };
  }

  // What the register's own page says of a label today; nothing without a network.
  async function registre(numero) {
    try {
      const reponse = await fetch(donnees.label.replace("NUMERO", numero), { credentials: "omit" });
      const page = new DOMParser().parseFromString(await reponse.text(), "text/html");
      const statut = page.querySelector(".bande__statut .statut");
      if (!statut) return { cle: reponse.status === 404 ? "inconnu" : "a_lire" };
      const nom = page.querySelector(".chapeau a").textContent;
      return { cle: statut.classList.contains("statut--labellisee") ? "en_vigueur" : "plus", nom, phrase: statut.textContent };
    } catch { return { cle: "a_lire" }; }
  }

  async function examiner(trouve) {
    const cles = [`trouve.${trouve.support}`];
    const emetteur = trouve.document.issuer?.id ?? trouve.document.issuer;
    const sansObjet = ["label", "dates", "statut", "demonstration"].map((etape) => `${etape}.sans_objet`);
    if (emetteur !== donnees.did) return { cles: [...cles, "emetteur.autre", "signature.pas_regardee", ...sansObjet, "registre.autre"], mots: {} };

    const signature = await badge.signature(trouve, donnees);
    cles.push("emetteur.nous", `signature.${signature}`);
    const pretendu = String(trouve.document.credentialSubject?.achievement?.humanCode);
    const numero = /^QC-\d{4}-\d{4,6}$/.test(pretendu) ? pretendu : "";
    const lu = numero ? await registre(numero) : { cle: "inconnu" };
    const mots = { emetteur, numero, nom: lu.nom, phrase: lu.phrase, constat: lu.phrase ? ` ${lu.phrase}.` : "" };
    if (signature !== "juste") {
      return { cles: [...cles, ...sansObjet, `registre.${lu.phrase ? "pretendu" : lu.cle}`], mots, numero };
    }

    const dit = lire(trouve.document);
    const statut = await badge.statut(trouve.document, donnees);
    const corrige = statut === "revoque" && lu.cle === "en_vigueur";
    cles.push("label.lu", `dates.${dit.periode}`, `statut.${corrige ? "corrige" : statut}`);
    cles.push(`demonstration.${dit.fiction ? "oui" : "non"}`, `registre.${lu.cle}`);
    return { cles, mots: { ...dit, ...mots, nom: dit.nom }, numero, dit };
  }

  function fiche(dit) {
    const lignes = [
      [textes.label, dit.numero], [textes.cooperative, `${dit.nom}, SIREN ${dit.siren}`],
      [textes.periode, remplir(textes.du_au, dit)],
    ];
    return element("dl", "fiche", ...lignes.map(([dt, dd]) => element("div", "", element("dt", "", dt), element("dd", "", dd))));
  }

  function etape(cle, { mots, numero, dit }) {
    const [avis, texte] = phrases[cle];
    const nom = cle.split(".")[0];
    const reponse = element("div", "badge-lu__reponse", element("p", "", remplir(texte, mots)));
    if (nom === "label" && dit) reponse.append(fiche(dit));
    if (nom === "registre" && numero && cle !== "registre.inconnu") {
      const lien = Object.assign(element("a", "", textes.lire), { href: donnees.label.replace("NUMERO", numero) });
      reponse.append(element("p", "", lien));
    }
    const question = element("h3", "badge-lu__question", donnees.questions[nom]);
    return element("li", "badge-lu__etape", question, element("p", `badge-lu__avis avis avis--${avis}`, donnees.mots[avis]), reponse);
  }

  function expliquer(examen) {
    const cle = Object.keys(donnees.verdicts).find((verdict) => examen.cles.includes(verdict));
    const [avis, titre, texte] = donnees.verdicts[cle].map((phrase) => remplir(phrase, examen.mots));
    const verdict = Object.assign(element("h2", `badge-lu__verdict avis avis--${avis}`, titre), { id: "verdict" });
    const boite = element("section", "badge-lu", verdict, element("p", "badge-lu__texte", texte));
    boite.append(element("p", "badge-lu__comment", remplir(textes.verifie, { le: enLettres(Date.now()) })));
    if (cle === "signature.pas_ici") {
      const envoyer = Object.assign(element("button", "bouton", textes.envoyer), { type: "button" });
      envoyer.addEventListener("click", () => formulaire.submit());
      boite.append(element("p", "", envoyer));
    }
    boite.append(element("ol", "badge-lu__etapes", ...examen.cles.map((trouvee) => etape(trouvee, examen))));
    montrer(boite);
  }

  function refuser({ cle, mots }) {
    const titre = Object.assign(element("h2", "fautes__titre", textes.refus), { id: "verdict" });
    montrer(element("section", "fautes", titre, element("p", "fautes__liste", remplir(donnees.refus[cle], mots))));
  }

  // The answer takes the place of the former one, and the focus: its title is what a screen reader says of it.
  function montrer(boite) {
    formulaire.parentElement.querySelectorAll(":scope > .fautes").forEach((ancienne) => ancienne.remove());
    boite.setAttribute("aria-labelledby", "verdict");
    boite.tabIndex = -1;
    place.replaceChildren(boite);
    boite.focus();
    boite.scrollIntoView({ block: "start" });
  }

  async function verifier(fichier) {
    try {
      expliquer(await examiner(await badge.trouver(new Uint8Array(await fichier.arrayBuffer()))));
    } catch (faute) {
      if (!(faute instanceof badge.Refus)) throw faute;
      refuser(faute);
    }
  }

  function brancher() {
    formulaire.querySelectorAll("[data-avec]").forEach((mot) => { mot.hidden = mot.dataset.avec !== "navigateur"; });
    formulaire.classList.add("depot-de-badge--pret");
    formulaire.prepend(element("p", "depot-de-badge__invite", textes.invite));
    champ.addEventListener("change", () => champ.files.length && verifier(champ.files[0]));
    formulaire.addEventListener("submit", (evenement) => {
      evenement.preventDefault();
      if (champ.files.length) verifier(champ.files[0]);
      else if (colle.value.trim()) verifier(new Blob([colle.value]));
      else refuser({ cle: "a_donner", mots: {} });
    });
    for (const [nom, survol] of [["dragover", true], ["dragleave", false], ["drop", false]]) {
      formulaire.addEventListener(nom, (evenement) => {
        evenement.preventDefault();
        formulaire.classList.toggle("depot-de-badge--survol", survol);
      });
    }
    formulaire.addEventListener("drop", ({ dataTransfer }) => {
      if (!dataTransfer.files.length) return;
      champ.files = dataTransfer.files;
      verifier(champ.files[0]);
    });
  }

  badge.sait().then((sait) => sait && brancher());
}
