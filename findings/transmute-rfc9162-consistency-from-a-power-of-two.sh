#!/usr/bin/env bash
# Finding: @transmute/rfc9162 refuses RFC 9162's consistency proofs from a tree whose size is a power of two.
#
# Expected: a log of 2 entries grown to 3 proves it with one hash, that of the third entry (RFC 9162, 2.1.4.1: the
#           subproof of a complete subtree that the reader already knows is empty). A reader puts the first root in
#           front by itself (2.1.4.2, step 2) and accepts.
# Happens:  the library does neither: it refuses the proof of one hash, and the one it makes holds two, the first root
#           included, which a reader that follows the RFC would put in front twice. It agrees with itself only, so its
#           own tests pass; from 3 entries to 5, not a power of two, it agrees with the RFC.
# Version:  @transmute/rfc9162 0.0.5 (npm).
# Source:   RFC 9162, sections 2.1.4.1 and 2.1.4.2; dist/RFC9162/verifyConsistencyProof.js and PROOF.js.
# Seen:     2 to 3: proof of the RFC accepted: false
#           2 to 3: hashes in its own proof: 2, accepted: true
#           3 to 5: proof of the RFC accepted: true
#           3 to 5: hashes in its own proof: 4, accepted: true
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --silent --no-audit --no-fund --ignore-scripts "@transmute/rfc9162@0.0.5" >/dev/null
cat > read.cjs <<'NODE'
const {createHash} = require("crypto");
const {RFC9162: log} = require("@transmute/rfc9162");

const hash = (...parts) => parts.reduce((h, part) => h.update(part), createHash("sha256")).digest();
const leaf = (entry) => hash(Buffer.from([0]), entry);
const node = (left, right) => hash(Buffer.from([1]), left, right);
const entries = ["a", "b", "c", "d", "e"].map((text) => Buffer.from(text));
const h = entries.map(leaf);

// Roots, and the proofs of RFC 9162: PROOF(2, D[3]) and PROOF(3, D[5]).
const roots = {
  2: node(h[0], h[1]),
  3: node(node(h[0], h[1]), h[2]),
  5: node(node(node(h[0], h[1]), node(h[2], h[3])), h[4]),
};
const proofs = {"2 to 3": [h[2]], "3 to 5": [h[2], h[3], node(h[0], h[1]), h[4]]};

(async () => {
  for (const [first, second] of [[2, 3], [3, 5]]) {
    const name = `${first} to ${second}`;
    const ask = (consistency_path) =>
      log.verifyConsistencyProof(roots[first], roots[second], {
        log_id: "", tree_size_1: first, tree_size_2: second, consistency_path,
      });
    const own = await log.consistencyProof({log_id: "", tree_size: first, leaf_index: 0, inclusion_path: []},
      entries.slice(0, second));
    console.log(`${name}: proof of the RFC accepted: ${await ask(proofs[name])}`);
    console.log(`${name}: hashes in its own proof: ${own.consistency_path.length}, accepted: ${await ask(own.consistency_path)}`);
  }
})();
NODE
node read.cjs > seen
cat seen
diff seen - <<'EXPECTED'
2 to 3: proof of the RFC accepted: false
2 to 3: hashes in its own proof: 2, accepted: true
3 to 5: proof of the RFC accepted: true
3 to 5: hashes in its own proof: 4, accepted: true
EXPECTED
