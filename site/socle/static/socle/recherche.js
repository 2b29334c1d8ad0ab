// Proposes titles while one types, in any field that says where to ask (`data-completion`): an accessible combobox.
// Without JavaScript the field is a plain one, and its form answers.
const ATTENTE = 180;
const MINIMUM = 2;

class Completion {
  constructor(champ) {
    this.champ = champ;
    this.liste = document.createElement("ul");
    this.liste.id = `${champ.id}-propositions`;
    this.liste.className = "completion";
    this.liste.role = "listbox";
    this.liste.setAttribute("aria-label", champ.labels[0]?.textContent ?? "");
    this.liste.hidden = true;
    champ.parentElement.append(this.liste);
    for (const [nom, valeur] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.liste.id,
    }))
      champ.setAttribute(nom, valeur);
    champ.addEventListener("input", () => this.attendre());
    champ.addEventListener("keydown", (evenement) => this.touche(evenement));
    champ.addEventListener("blur", () => this.fermer());
    // Before the field loses the focus, which would close the list under the pointer.
    this.liste.addEventListener("mousedown", (evenement) => {
      evenement.preventDefault();
      const choix = evenement.target.closest("[role=option]");
      if (choix) this.aller(choix);
    });
  }

  attendre() {
    clearTimeout(this.minuteur);
    this.minuteur = setTimeout(() => this.demander(), ATTENTE);
  }

  async demander() {
    this.demande?.abort();
    const q = this.champ.value.trim();
    if (q.length < MINIMUM) return this.fermer();
    this.demande = new AbortController();
    try {
      const url = `${this.champ.dataset.completion}?${new URLSearchParams({ q })}`;
      const reponse = await fetch(url, { signal: this.demande.signal });
      if (reponse.ok) this.montrer((await reponse.json()).propositions);
    } catch {
      this.fermer(); // no network, or a newer question: the form still answers
    }
  }

  montrer(propositions) {
    if (document.activeElement !== this.champ) return;
    this.liste.replaceChildren(...propositions.map((proposition, rang) => this.option(proposition, rang)));
    this.activer(null);
    this.liste.hidden = propositions.length === 0;
    this.champ.setAttribute("aria-expanded", String(!this.liste.hidden));
  }

  option({ titre, genre, adresse }, rang) {
    const choix = document.createElement("li");
    choix.id = `${this.liste.id}-${rang}`;
    choix.className = "completion__choix";
    choix.role = "option";
    choix.dataset.adresse = adresse;
    choix.setAttribute("aria-selected", "false");
    const sorte = document.createElement("span");
    sorte.className = "completion__genre";
    sorte.textContent = genre;
    choix.append(titre, " ", sorte);
    return choix;
  }

  touche(evenement) {
    const actif = this.liste.querySelector("[aria-selected=true]");
    if (evenement.key === "Escape" && !this.liste.hidden) {
      this.fermer();
    } else if (evenement.key === "Enter" && actif) {
      this.aller(actif);
    } else if ((evenement.key === "ArrowDown" || evenement.key === "ArrowUp") && !this.liste.hidden) {
      const bas = evenement.key === "ArrowDown";
      const voisin = bas ? actif?.nextElementSibling : actif?.previousElementSibling;
      this.activer(voisin ?? (actif ? null : bas ? this.liste.firstElementChild : this.liste.lastElementChild));
    } else {
      return;
    }
    evenement.preventDefault();
  }

  activer(choix) {
    this.liste.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    if (choix) {
      choix.setAttribute("aria-selected", "true");
      choix.scrollIntoView({ block: "nearest" });
      this.champ.setAttribute("aria-activedescendant", choix.id);
    } else {
      this.champ.removeAttribute("aria-activedescendant");
    }
  }

  aller(choix) {
    location.assign(choix.dataset.adresse);
  }

  fermer() {
    clearTimeout(this.minuteur);
    this.demande?.abort();
    this.activer(null);
    this.liste.hidden = true;
    this.champ.setAttribute("aria-expanded", "false");
  }
}

for (const champ of document.querySelectorAll("input[data-completion]")) new Completion(champ);
