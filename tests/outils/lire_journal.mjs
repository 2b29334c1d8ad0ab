// Two foreign readers of the public log, which know nothing of this site: npm's own verifier of transparency logs
// (@sigstore/verify: signed note, inclusion) and @transmute/rfc9162 (root of all entries, inclusion, consistency).
//
// Standard input: {"cle": vkey, "cas": [{"note", "entrees": [base64], "inclusions": [{"indice", "contenu", "preuve"}],
// "coherence": {"ancienne", "racine_ancienne", "preuve"}}]}. Standard output: one {"accepte", "pourquoi"} per case.
import {createRequire} from 'node:module';
import {createPublicKey} from 'node:crypto';
import {text} from 'node:stream/consumers';
import RFC9162 from '@transmute/rfc9162';

const require = createRequire(import.meta.url);
const {verifyCheckpoint} = require('@sigstore/verify/dist/tlog/checkpoint.js');
const {verifyMerkleInclusion} = require('@sigstore/verify/dist/tlog/merkle.js');

const rfc = RFC9162.default ?? RFC9162;
const {cle, cas} = JSON.parse(await text(process.stdin));
const octets = base64 => Buffer.from(base64, 'base64');
const [nom, empreinte, valeur] = [cle.slice(0, cle.indexOf('+')), ...cle.slice(cle.indexOf('+') + 1).split(/\+(.*)/s)];
const SPKI = Buffer.from('302a300506032b6570032100', 'hex'); // what precedes an Ed25519 key in DER
const journal = {
  logID: Buffer.from(empreinte, 'hex'),
  baseURL: nom,
  publicKey: createPublicKey({key: Buffer.concat([SPKI, octets(valeur).subarray(1)]), format: 'der', type: 'spki'}),
};

function exiger(vrai, pourquoi) {
  if(!vrai) {
    throw new Error(pourquoi);
  }
}

async function inclus(point, {indice, contenu, preuve}) {
  const hachages = preuve.map(octets);
  const corps = Buffer.from(contenu, 'utf-8');
  verifyMerkleInclusion({canonicalizedBody: corps, inclusionProof: {logIndex: indice, hashes: hachages}}, point);
  const chemin = {tree_size: Number(point.logSize), leaf_index: indice, inclusion_path: hachages};
  exiger(await rfc.verifyInclusionProof(point.logHash, await rfc.leaf(corps), chemin), 'inclusion');
}

async function suit(point, {ancienne, racine_ancienne: racineAncienne, preuve}) {
  // This reader leaves out the RFC's second step (2.1.4.2): who asks prepends the former root of a size that is a power
  // of two.
  const puissance = (ancienne & (ancienne - 1)) === 0;
  const chemin = [...(puissance ? [octets(racineAncienne)] : []), ...preuve.map(octets)];
  const tailles = {tree_size_1: ancienne, tree_size_2: Number(point.logSize), consistency_path: chemin};
  exiger(await rfc.verifyConsistencyProof(octets(racineAncienne), point.logHash, tailles), 'coherence');
}

async function lire({note, entrees, inclusions, coherence}) {
  const point = verifyCheckpoint({inclusionProof: {checkpoint: {envelope: note}}}, [journal]);
  exiger(Number(point.logSize) === entrees.length, 'taille');
  exiger(Buffer.from(await rfc.treeHead(entrees.map(octets))).equals(point.logHash), 'racine');
  for(const inclusion of inclusions) {
    await inclus(point, inclusion);
  }
  if(coherence) {
    await suit(point, coherence);
  }
}

const reponses = [];
for(const un of cas) {
  try {
    await lire(un);
    reponses.push({accepte: true, pourquoi: ''});
  } catch(faute) {
    reponses.push({accepte: false, pourquoi: faute.message});
  }
}
process.stdout.write(JSON.stringify(reponses));
