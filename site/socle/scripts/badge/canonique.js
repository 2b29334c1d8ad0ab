// The canonical form (RDFC-1.0) of a JSON-LD document, for the documents that this site signs and no others: contexts
// of ours, every figure a string, few nodes without a name. Whatever is not of that shape throws: nothing that a
// signature would not cover is ever passed over in silence.
"use strict";

{
  const XSD = "http://www.w3.org/2001/XMLSchema#string";
  const TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type";
  const MOTS = new Set(["@id", "@type"]);
  const ECHAPPES = { "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", '"': '\\"' };

  class HorsForme extends Error {}

  const liste = (valeur) => (Array.isArray(valeur) ? valeur : [valeur]);
  const litteral = (texte, genre) => {
    if (typeof texte !== "string") throw new HorsForme("not a string");
    const ecrit = texte.replace(/[\\\t\n\r"]/g, (signe) => ECHAPPES[signe]);
    return genre === XSD ? `"${ecrit}"` : `"${ecrit}"^^<${genre}>`;
  };

  // An absolute address, the only one that names something without a base.
  function iri(texte) {
    if (typeof texte !== "string" || !/^[a-z][a-z\d+.-]*:[^\s<>"{}|\\^`]*$/i.test(texte)) throw new HorsForme("not an IRI");
    return texte;
  }

  // What each term means after these contexts, over what it meant before.
  function avec(termes, contextes, connus) {
    for (const contexte of liste(contextes)) {
      if (typeof contexte === "string" && !Object.hasOwn(connus, contexte)) throw new HorsForme("unknown context");
      const declare = typeof contexte === "string" ? connus[contexte] : contexte;
      termes = { ...termes };
      for (const [terme, sens] of Object.entries(declare)) {
        if (!terme.startsWith("@")) termes[terme] = typeof sens === "string" ? { "@id": sens } : sens;
      }
    }
    return termes;
  }

  // The address of a term, or the word of JSON-LD that it stands for.
  function sens(termes, terme) {
    const nomme = Object.hasOwn(termes, terme) ? termes[terme]["@id"] : undefined;
    if (!nomme) throw new HorsForme(`unknown term: ${terme}`);
    return MOTS.has(nomme) || nomme.includes(":") ? nomme : sens(termes, nomme);
  }

  // Add the triples of a node, and return what names it. `@` begins the name of a node that has none.
  function noeud(valeur, termes, connus, triples) {
    const genres = liste(valeur.type ?? []);
    const siens = [...genres].sort().reduce((tenus, genre) => avec(tenus, termes[genre]?.["@context"] ?? [], connus), termes);
    const sujet = "id" in valeur ? iri(valeur.id) : `@${triples.anonymes++}`;

    for (const [nom, contenu] of Object.entries(valeur)) {
      const predicat = sens(siens, nom);
      if (predicat === "@id") continue;
      if (predicat === "@type") {
        for (const genre of genres) triples.push([sujet, TYPE, { nom: sens(siens, genre) }]);
        continue;
      }
      // A node inside goes back to the words of its parent, and takes those of the property that leads to it.
      const dedans = avec(termes, siens[nom]["@context"] ?? [], connus);
      for (const objet of liste(contenu)) triples.push([sujet, predicat, cible(objet, siens[nom], dedans, connus, triples)]);
    }
    return sujet;
  }

  function cible(valeur, definition, termes, connus, triples) {
    const genre = definition["@type"];
    if (["@graph", "@list"].includes(definition["@container"]) || genre === "@json") throw new HorsForme("not in ours");
    if (valeur && typeof valeur === "object" && !Array.isArray(valeur)) return { nom: noeud(valeur, termes, connus, triples) };
    if (genre === "@vocab") return { nom: sens(termes, valeur) };
    return genre === "@id" ? { nom: iri(valeur) } : { texte: litteral(valeur, genre ?? XSD) };
  }

  const ecrire = ([sujet, predicat, objet], nommer) =>
    `${nommer(sujet)} <${predicat}> ${"nom" in objet ? nommer(objet.nom) : objet.texte} .\n`;

  // Names for the nodes that have none: in the order of the hash of what is said of each.
  async function noms(triples) {
    const anonymes = [...new Set(triples.flatMap(([sujet, , objet]) => [sujet, objet.nom]).filter((nom) => nom?.startsWith("@")))];
    const empreintes = await Promise.all(anonymes.map(async (moi) => {
      const siens = triples.filter(([sujet, , objet]) => sujet === moi || objet.nom === moi);
      const vus = siens.map((triple) => ecrire(triple, (nom) => (nom.startsWith("@") ? (nom === moi ? "_:a" : "_:z") : `<${nom}>`)));
      return [await badge.empreinte(vus.sort().join("")), moi];
    }));
    if (new Set(empreintes.map(([empreinte]) => empreinte)).size < anonymes.length) throw new HorsForme("nodes alike");
    return new Map(empreintes.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, moi], rang) => [moi, `_:c14n${rang}`]));
  }

  badge.empreinte = async (texte) => {
    const octets = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(texte)));
    return Array.from(octets, (octet) => octet.toString(16).padStart(2, "0")).join("");
  };

  // The canonical N-Quads of a document, its proof left out. Throws `HorsForme`.
  badge.canonique = async (document, connus) => {
    const { "@context": contextes, ...reste } = document;
    if (!Array.isArray(contextes) || contextes.some((contexte) => typeof contexte !== "string")) throw new HorsForme("contexts");
    const triples = Object.assign([], { anonymes: 0 });
    noeud(reste, avec({}, contextes, connus), connus, triples);
    const choisis = await noms(triples);
    const nommer = (nom) => choisis.get(nom) ?? `<${nom}>`;
    const lignes = new Set(triples.map((triple) => ecrire(triple, nommer)));
    if (lignes.size !== triples.length) throw new HorsForme("a thing said twice");
    return [...lignes].sort().join("");
  };

  badge.HorsForme = HorsForme;
}
