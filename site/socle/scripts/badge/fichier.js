// A dropped file: the credential that it holds, told by its content and never by its name. The same rules, and the same
// words, as registre/preuve/verification on the server. Every script of this page is a classic one in a block of its
// own: browsers run no module of a page saved and opened from a disk.
"use strict";
const badge = {};

{
  const ESPACE = "https://purl.imsglobal.org/spec/ob/v3p0";
  const MOT_CLE = "openbadgecredential";
  const FICHIER_MAXIMUM = 2_000_000; // bytes
  const TEXTE_MAXIMUM = 100_000;
  const ENTETE_PNG = "\x89PNG\r\n\x1a\n";
  const ETRANGERS = { "\xff\xd8\xff": "JPEG", "GIF8": "GIF", "RIFF": "WebP", "%PDF": "PDF", "PK\x03\x04": "ZIP" };
  const JETON = /^[\w-]+\.[\w-]+\.[\w-]+$/;

  // Why a file cannot be examined; `cle` is that of the sentence.
  class Refus extends Error {
    constructor(cle, mots = {}) {
      super(cle);
      Object.assign(this, { cle, mots });
    }
  }

  const latin = (octets) => Array.from(octets, (octet) => String.fromCharCode(octet)).join("");

  function enTexte(octets) {
    try { return new TextDecoder("utf-8", { fatal: true }).decode(octets); } catch { throw new Refus("illisible"); }
  }

  const CRC = Uint32Array.from({ length: 256 }, (_, rang) => {
    for (let bit = 0; bit < 8; bit += 1) rang = rang & 1 ? 0xedb88320 ^ (rang >>> 1) : rang >>> 1;
    return rang;
  });
  const somme = (octets) => (octets.reduce((crc, octet) => CRC[(crc ^ octet) & 255] ^ (crc >>> 8), -1) ^ -1) >>> 0;

  async function decompresser(octets, format, maximum) {
    const lecteur = new Blob([octets]).stream().pipeThrough(new DecompressionStream(format)).getReader();
    const morceaux = [];
    let total = 0;
    for (let lu = await lecteur.read(); !lu.done; lu = await lecteur.read()) {
      total += lu.value.length;
      if (total > maximum) throw new Refus("long");
      morceaux.push(lu.value);
    }
    return new Uint8Array(await new Blob(morceaux).arrayBuffer());
  }

  function leSeul(trouves) {
    if (trouves.length !== 1) throw new Refus(trouves.length ? "plusieurs" : "sans_justificatif");
    return trouves[0];
  }

  function* morceaux(octets) {
    const vue = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
    for (let place = 8; place + 12 <= octets.length;) {
      const fin = place + 8 + vue.getUint32(place);
      if (fin + 4 > octets.length || somme(octets.subarray(place + 4, fin)) !== vue.getUint32(fin)) break;
      const sorte = latin(octets.subarray(place + 4, place + 8));
      if (sorte === "IEND") return;
      yield [sorte, octets.subarray(place + 8, fin)];
      place = fin + 4;
    }
    throw new Refus("png_abime");
  }

  async function duPng(octets) {
    const textes = [];
    for (const [sorte, contenu] of morceaux(octets)) {
      if (sorte === "iTXt" && latin(contenu.subarray(0, MOT_CLE.length + 1)) === `${MOT_CLE}\0`) textes.push(contenu);
    }
    const suite = leSeul(textes).subarray(MOT_CLE.length + 1);
    // Compression (two bytes), language and translated keyword (each ends by a zero), then the text.
    const langue = suite.indexOf(0, 2);
    const traduit = suite.indexOf(0, langue + 1);
    if (langue < 0 || traduit < 0) throw new Refus("png_abime");
    const texte = suite.subarray(traduit + 1);
    if (suite[0] !== 1) return enTexte(texte);
    try { return enTexte(await decompresser(texte, "deflate", TEXTE_MAXIMUM)); } catch { throw new Refus("png_abime"); }
  }

  function duSvg(texte) {
    if (/<!DOCTYPE/i.test(texte)) throw new Refus("svg_type");
    const lu = new DOMParser().parseFromString(texte, "image/svg+xml");
    if (lu.querySelector("parsererror")) throw new Refus("svg_abime");
    const trouve = leSeul([...lu.getElementsByTagNameNS(ESPACE, "credential")]);
    return trouve.getAttribute("verify") || trouve.textContent;
  }

  function objet(texte) {
    let lu;
    try { lu = JSON.parse(texte); } catch { throw new Refus("illisible"); }
    if (!Array.isArray(lu?.type) || !lu.type.includes("OpenBadgeCredential")) throw new Refus("autre_chose");
    return lu;
  }

  badge.octets64 = (texte) => {
    try {
      return Uint8Array.from(atob(texte.replaceAll("-", "+").replaceAll("_", "/")), (lettre) => lettre.charCodeAt(0));
    } catch { throw new Refus("illisible"); }
  };

  function presenter(texte) {
    const propre = texte.trim();
    if (propre.length > TEXTE_MAXIMUM) throw new Refus("long");
    if (!JETON.test(propre)) return { document: objet(propre) };
    return { document: objet(enTexte(badge.octets64(propre.split(".")[1]))), jeton: propre };
  }

  // The credential of a file, and what it was found in. Throws `Refus`.
  badge.trouver = async (octets) => {
    if (!octets.length) throw new Refus("vide");
    if (octets.length > FICHIER_MAXIMUM) throw new Refus("lourd");
    const debut = latin(octets.subarray(0, 8));
    for (const [signe, sorte] of Object.entries(ETRANGERS)) if (debut.startsWith(signe)) throw new Refus("format", { sorte });
    if (debut === ENTETE_PNG) return { support: "png", ...presenter(await duPng(octets)) };

    const texte = enTexte(octets).trim();
    if (texte.startsWith("<")) return { support: "svg", ...presenter(duSvg(texte)) };
    const presente = presenter(texte);
    return { support: presente.jeton ? "jwt" : "json", ...presente };
  };

  Object.assign(badge, { Refus, enTexte, decompresser });
}
