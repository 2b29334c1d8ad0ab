// Is a signature ours, and is it of this text? With the keys that the page came with: nobody is asked.
"use strict";

{
  const BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
  const PREUVE = { type: "DataIntegrityProof", cryptosuite: "eddsa-rdfc-2022", proofPurpose: "assertionMethod" };
  const EN_OCTETS = new TextEncoder();
  const LISTE_MAXIMUM = 1_000_000; // bytes of a status list; ours have sixteen thousand

  function depuisMultibase(texte) {
    if (!/^z[1-9A-HJ-NP-Za-km-z]{1,200}$/.test(texte)) throw new Error("not base58btc");
    let reste = 0n;
    for (const chiffre of texte.slice(1)) reste = reste * 58n + BigInt(BASE58.indexOf(chiffre));
    const octets = [];
    for (; reste; reste >>= 8n) octets.unshift(Number(reste & 255n));
    return Uint8Array.from([...Array(texte.slice(1).match(/^1*/)[0].length).fill(0), ...octets]);
  }

  const deHexadecimal = (texte) => Uint8Array.from(texte.match(/../g), (paire) => parseInt(paire, 16));

  function duJeton(jeton) {
    const [entete, contenu, signature] = jeton.split(".");
    const { alg, kid } = JSON.parse(badge.enTexte(badge.octets64(entete)));
    if (alg !== "EdDSA") throw new Error("another algorithm");
    return { methode: kid, signature: badge.octets64(signature), scelles: () => EN_OCTETS.encode(`${entete}.${contenu}`) };
  }

  function duDocument(document, contextes) {
    const { proof, ...sansPreuve } = document;
    const { proofValue, ...dite } = proof;
    const noms = Object.keys(dite).sort().join();
    const etrangere = Object.entries(PREUVE).some(([nom, voulu]) => dite[nom] !== voulu);
    if (noms !== "created,cryptosuite,proofPurpose,type,verificationMethod" || etrangere) throw new Error("another proof");

    const scelles = async () => {
      const parties = [{ ...dite, "@context": document["@context"] }, sansPreuve];
      const empreintes = await Promise.all(parties.map(async (p) => badge.empreinte(await badge.canonique(p, contextes))));
      return deHexadecimal(empreintes.join(""));
    };
    return { methode: dite.verificationMethod, signature: depuisMultibase(proofValue), scelles };
  }

  // Whether this browser knows Ed25519.
  badge.sait = async () => {
    try {
      await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]);
      return true;
    } catch { return false; }
  };

  // What a signature is worth: the words of `Signature`, on the server, and `pas_ici` for what only the server can tell.
  badge.signature = async ({ document, jeton }, { cles, contextes }) => {
    if (!Object.keys(cles).length) return "sans_cles";
    try {
      const { methode, signature, scelles } = jeton ? duJeton(jeton) : duDocument(document, contextes);
      if (!Object.hasOwn(cles, methode)) return "cle_inconnue";
      const cle = await crypto.subtle.importKey("raw", badge.octets64(cles[methode]), "Ed25519", false, ["verify"]);
      return (await crypto.subtle.verify("Ed25519", cle, signature, await scelles())) ? "juste" : "fausse";
    } catch (faute) {
      return faute instanceof badge.HorsForme ? "pas_ici" : "fausse";
    }
  };

  async function bit(entree, donnees) {
    const adresse = new URL(new URL(entree.statusListCredential).pathname, donnees.site);
    const reponse = await fetch(adresse, { headers: { Accept: "application/vc+jwt" }, credentials: "omit" });
    if (!reponse.ok) throw new TypeError("not served");
    const jeton = (await reponse.text()).trim();
    const liste = JSON.parse(badge.enTexte(badge.octets64(jeton.split(".")[1])));
    const { encodedList, statusPurpose } = liste.credentialSubject;
    const maintenant = Date.now() / 1000;

    const sienne = liste.id === entree.statusListCredential && statusPurpose === entree.statusPurpose;
    const duJour = liste.nbf <= maintenant && maintenant <= liste.exp;
    const juste = (await badge.signature({ jeton }, donnees)) === "juste";
    if (!(sienne && duJour && juste)) throw new Error("not the list of today");

    const bits = await badge.decompresser(badge.octets64(encodedList.slice(1)), "gzip", LISTE_MAXIMUM);
    const place = Number(entree.statusListIndex);
    return Boolean(bits[place >> 3] & (0x80 >> (place & 7)));
  }

  // What the lists of today say of a credential whose signature is right; `hors_ligne` when they cannot be had.
  badge.statut = async (document, donnees) => {
    const entrees = ["revocation", "suspension"].map((objet) => document.credentialStatus.find((e) => e.statusPurpose === objet));
    try {
      const [revoque, suspendu] = await Promise.all(entrees.map((entree) => bit(entree, donnees)));
      return revoque ? "revoque" : suspendu ? "suspendu" : "valable";
    } catch (faute) {
      return faute instanceof TypeError ? "hors_ligne" : "illisible"; // TypeError: what `fetch` throws without a network
    }
  };
}
