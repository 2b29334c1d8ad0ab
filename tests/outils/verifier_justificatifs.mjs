// A foreign verifier of our credentials: Digital Bazaar's, which knows nothing of this site but the addresses it reads.
//
// Standard input: {"maintenant": seconds, "contextes": {address: document}, "cas": [{"texte": credential, "a_la_place": {address: text}}]}.
// Standard output: one {"accepte", "pourquoi", "sur"} per case. "accepte": signature, dates and statuses all say yes;
// "sur": what jsonld.js says in safe mode, which refuses any term that no context defines.
// `a_la_place` answers instead of the site, to play a site that lies.
import {checkStatus} from '@digitalbazaar/vc-bitstring-status-list';
import {contexts as contextesVc} from '@digitalbazaar/credentials-context';
import {cryptosuite} from '@digitalbazaar/eddsa-rdfc-2022-cryptosuite';
import {DataIntegrityProof} from '@digitalbazaar/data-integrity';
import {driver} from '@digitalbazaar/did-method-web';
import * as Ed25519Multikey from '@digitalbazaar/ed25519-multikey';
import jsonld from 'jsonld';
import * as vc from '@digitalbazaar/vc';
import {text} from 'node:stream/consumers';

const {maintenant, contextes, cas} = JSON.parse(await text(process.stdin));
const DateDeLaMachine = Date;
const decalage = maintenant * 1000 - Date.now();
globalThis.Date = class extends DateDeLaMachine {
  constructor(...quand) {
    super(...(quand.length ? quand : [DateDeLaMachine.now() + decalage]));
  }
  static now() {
    return DateDeLaMachine.now() + decalage;
  }
};

// What a site that lies answers, in the case being judged: whoever asks, the client's own reader of DIDs included.
let mensonges = {};
const fetchDeLaMachine = globalThis.fetch;
globalThis.fetch = async (quoi, ...reste) => {
  const adresse = String(quoi?.url ?? quoi);
  return adresse in mensonges ?
    new Response(mensonges[adresse], {headers: {'content-type': 'application/json'}}) : fetchDeLaMachine(quoi, ...reste);
};

const did = driver();
did.use({multibaseMultikeyHeader: 'z6Mk', fromMultibase: Ed25519Multikey.from});
const lus = new Map();

async function lire(adresse) {
  if(adresse.startsWith('did:')) {
    return did.get({url: adresse});
  }
  const reponse = await fetch(adresse, {headers: {accept: 'application/ld+json, application/json'}});
  if(!reponse.ok) {
    throw new Error(`${adresse}: ${reponse.status}`);
  }
  return reponse.json();
}

async function documentLoader(adresse) {
  const fixe = contextesVc.get(adresse) ?? contextes[adresse];
  if(fixe) {
    return {documentUrl: adresse, document: fixe, tag: 'static'};
  }
  if(Object.keys(mensonges).length) {
    return {documentUrl: adresse, document: await lire(adresse)};
  }
  if(!lus.has(adresse)) {
    lus.set(adresse, lire(adresse));
  }
  return {documentUrl: adresse, document: structuredClone(await lus.get(adresse))};
}

async function verifier({texte, a_la_place: aLaPlace = {}}) {
  mensonges = aLaPlace;
  try {
    const credential = JSON.parse(texte);
    const suite = new DataIntegrityProof({cryptosuite});
    const lu = await vc.verifyCredential({credential, suite, documentLoader, checkStatus});
    const statuts = lu.statusResult?.results ?? [];
    // "verified: true" says that the statuses could be read, not what they are.
    const libre = statuts.length === 2 && statuts.every(({status}) => status === false);
    return {accepte: lu.verified && libre, pourquoi: raison(lu) || `statuts ${JSON.stringify(statuts.map(s => s.status))}`};
  } catch(erreur) {
    return {accepte: false, pourquoi: String(erreur)};
  }
}

function raison({error, statusResult}) {
  const erreurs = [error, ...(error?.errors ?? []), statusResult?.error, statusResult?.error?.cause];
  return erreurs.filter(Boolean).map(erreur => erreur.message).join('; ');
}

async function estSur({texte}) {
  try {
    const options = {algorithm: 'RDFC-1.0', format: 'application/n-quads', safe: true, documentLoader};
    await jsonld.canonize(JSON.parse(texte), options);
    return true;
  } catch {
    return false;
  }
}

const dits = [];
for(const un of cas) {
  dits.push({...await verifier(un), sur: await estSur(un)});
}
process.stdout.write(JSON.stringify(dits));
