// Forms that were sent: once another page of the space shows, the server has them, and their copies are dropped.
for (const cle of Object.keys(localStorage).filter((nom) => nom.startsWith("fiche "))) {
  if (cle === `fiche ${location.pathname}`) continue;
  const copie = localStorage.getItem(cle);
  if (copie.startsWith('{"envoyee":true')) localStorage.removeItem(cle);
}
