// Replaces <a data-qualicoop href="…/registre/labels/QC-…/"> by the label's card. Without it, the link remains.
(() => {
  const source = document.currentScript;
  const poser = () => {
    for (const lien of document.querySelectorAll("a[data-qualicoop]")) {
      const lu = new URL(lien.href);
      const memeSite = source && lu.origin === new URL(source.src).origin;
      if (!memeSite || !/^(\/en)?\/registre\/labels\/[^/]+\/?$/.test(lu.pathname)) continue;
      const cadre = document.createElement("iframe");
      cadre.src = lu.origin + lu.pathname.replace(/\/?$/, "/carte/");
      cadre.title = lien.textContent.trim();
      cadre.loading = "lazy";
      cadre.width = 480;
      cadre.height = 220;
      cadre.style.cssText = "border:0;max-width:100%";
      lien.replaceWith(cadre);
    }
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", poser);
  else poser();
})();
