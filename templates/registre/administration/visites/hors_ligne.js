// Opens the pages of visits again without a network: what they kept is given when the site does not answer.
// What is read, sent or signed in always goes to the site first.
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (evenement) => evenement.waitUntil(self.clients.claim()));

const GARDES = ["document", "style", "script", "font", "image"];

self.addEventListener("fetch", (evenement) => {
  const { request } = evenement;
  if (request.method !== "GET" || !GARDES.includes(request.destination)) return;
  const gardee = async () =>
    (await caches.match(request, { cacheName: "visite", ignoreVary: true })) ?? Response.error();
  evenement.respondWith(fetch(request).catch(gardee));
});
